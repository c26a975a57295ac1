package io.github.socialhook.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the operations API of a service. What it refuses ends the command. */
final class ApiClient implements AutoCloseable {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private static final int TOO_MANY = 429;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI service;

	private final String authorization;

	ApiClient(URI service, String user, String password) {
		this.service = service;
		this.authorization = "Basic "
				+ Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	JsonNode get(String path, Map<String, String> parameters) {
		return json(getBytes(path + query(parameters)));
	}

	byte[] getBytes(String path) {
		return send(request(path).GET());
	}

	JsonNode post(String path, Map<String, String> parameters) {
		return json(send(request(path + query(parameters)).POST(HttpRequest.BodyPublishers.noBody())));
	}

	JsonNode postJson(String path, Map<String, ?> body) {
		return json(send(request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))));
	}

	/** The text of an id, for a path. */
	static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static String query(Map<String, String> parameters) {
		return parameters.isEmpty() ? ""
				: parameters.entrySet()
					.stream()
					.map((each) -> each.getKey() + "=" + encode(each.getValue()))
					.collect(Collectors.joining("&", "?", ""));
	}

	private HttpRequest.Builder request(String path) {
		try {
			return HttpRequest.newBuilder(URI.create(this.service + "/api/v1/" + path))
				.timeout(TIMEOUT)
				.header("Authorization", this.authorization)
				.header("Accept", "application/json, application/octet-stream;q=0.9, */*;q=0.8");
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure
				.usage("'" + this.service + "' is not the address of a service, such as http://localhost:8081.");
		}
	}

	private byte[] send(HttpRequest.Builder request) {
		try {
			HttpResponse<byte[]> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
			if (response.statusCode() >= 300) {
				throw refusal(response);
			}
			return response.body();
		}
		catch (IOException ex) {
			throw CommandFailure.unreachable("The service at " + this.service + " cannot be reached: " + ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw CommandFailure.unreachable("Interrupted while waiting for the service.");
		}
	}

	private CommandFailure refusal(HttpResponse<byte[]> response) {
		String sentence = "The service at " + this.service + " answers " + response.statusCode() + detail(response);
		return switch (response.statusCode()) {
			case UNAUTHORIZED, FORBIDDEN, TOO_MANY -> CommandFailure.unreachable(sentence);
			default ->
				(response.statusCode() >= 500) ? CommandFailure.unreachable(sentence) : CommandFailure.failed(sentence);
		};
	}

	private static String detail(HttpResponse<byte[]> response) {
		try {
			String detail = MAPPER.readTree(response.body()).path("detail").asString("");
			return detail.isEmpty() ? "." : ": " + detail;
		}
		catch (JacksonException ex) {
			return ".";
		}
	}

	private JsonNode json(byte[] body) {
		try {
			return MAPPER.readTree(body);
		}
		catch (JacksonException ex) {
			throw CommandFailure.unreachable("The server at " + this.service + " is not the operations API.");
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
