package io.github.socialhook.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** An application of somebody else with Socialhook inside, on free ports. */
final class RunningHost implements AutoCloseable {

	static final String VIEWER = "vera:look";

	private static final String SECRET = "host-7Hq2x9Vk-8Jz5V2nX4tRc7Hd";

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private @Nullable ConfigurableApplicationContext operations;

	private int operationsPort;

	private RunningHost(Class<?> application, List<String> arguments) {
		ApplicationListener<WebServerInitializedEvent> listener = this::note;
		this.context = new SpringApplicationBuilder(application).listeners(listener)
			.run(arguments.toArray(String[]::new));
	}

	static RunningHost start(Class<?> application, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--management.server.port=0", "--SOCIALHOOK_SECRET=" + SECRET,
						"--socialhook.operations.users.vera.password={bcrypt}"
								+ new BCryptPasswordEncoder(4).encode("look"),
						"--socialhook.operations.users.vera.role=operator",
						// The library has no application.yml.
						"--spring.config.location=optional:classpath:/none/"));
		arguments.addAll(List.of(more));
		return new RunningHost(application, arguments);
	}

	private void note(WebServerInitializedEvent event) {
		if ("management".equals(event.getApplicationContext().getServerNamespace())) {
			this.operations = (ConfigurableApplicationContext) event.getApplicationContext();
			this.operationsPort = event.getWebServer().getPort();
		}
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	/** What serves the operations port. */
	ConfigurableApplicationContext operations() {
		return Objects.requireNonNull(this.operations);
	}

	/** Sends a genuine request. */
	HttpResponse<String> webhook(String path, String body) throws IOException, InterruptedException {
		return send(request(port(), path, null).header("Content-Type", "application/json")
			.header("x-amity-signature", sign(body))
			.POST(BodyPublishers.ofString(body)));
	}

	HttpResponse<String> get(String path, @Nullable String user) throws IOException, InterruptedException {
		return send(request(port(), path, user));
	}

	HttpResponse<String> post(String path, @Nullable String user) throws IOException, InterruptedException {
		return send(request(port(), path, user).POST(BodyPublishers.noBody()));
	}

	HttpResponse<String> getOperations(String path, @Nullable String user) throws IOException, InterruptedException {
		return send(request(this.operationsPort, path, user));
	}

	HttpResponse<String> postOperations(String path, @Nullable String user, String body)
			throws IOException, InterruptedException {
		return send(request(this.operationsPort, path, user).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body)));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private static HttpRequest.Builder request(int port, String path, @Nullable String user) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
		if (user != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
		}
		return request;
	}

	private static String sign(String body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
		this.client.close();
	}

}
