package io.github.socialhook.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** A browser without a screen and without scripts, which keeps its cookies. */
public final class Visitor implements AutoCloseable {

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final CookieManager cookies = new CookieManager();

	private final HttpClient client = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private final String server;

	private String token = "";

	public Visitor(int port) {
		this.server = "http://localhost:" + port;
	}

	/** Logs in as a user of the fixture, written {@code name:password}. */
	public static Visitor of(OperationsFixture service, String login) throws IOException, InterruptedException {
		Visitor visitor = new Visitor(service.operationsPort());
		assertThat(visitor.logIn(login).headers().firstValue("Location")).contains("/");
		return visitor;
	}

	public HttpResponse<String> logIn(String login) throws IOException, InterruptedException {
		get("/login");
		String[] parts = login.split(":", 2);
		return submit("/login", Map.of("username", parts[0], "password", parts[1]));
	}

	public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.server + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request);
	}

	/** Begins to read what does not end. */
	public InputStream open(String path, String accept) throws IOException, InterruptedException {
		HttpResponse<InputStream> response = this.client.send(
				HttpRequest.newBuilder(URI.create(this.server + path)).header("Accept", accept).build(),
				BodyHandlers.ofInputStream());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	/** Gets a page that must be there. */
	public String read(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = get(path);
		assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
		return response.body();
	}

	/** Sends a form with the token of the last page that had one. */
	public HttpResponse<String> submit(String path, Map<String, String> fields, String... headers)
			throws IOException, InterruptedException {
		Map<String, String> all = new TreeMap<>(fields);
		all.putIfAbsent("_csrf", this.token);
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.server + path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(all.entrySet()
				.stream()
				.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
				.collect(Collectors.joining("&"))));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
		Matcher found = TOKEN.matcher(response.body());
		if (found.find()) {
			this.token = found.group(1);
		}
		return response;
	}

	/** The value of a cookie, or nothing. */
	public String cookie(String name) {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.map((cookie) -> cookie.getValue())
			.findFirst()
			.orElse("");
	}

	public void forgetCookie(String name) {
		this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.toList()
			.forEach((cookie) -> this.cookies.getCookieStore().remove(null, cookie));
	}

	@Override
	public void close() {
		this.client.close();
	}

}
