package io.github.socialhook.app.search;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Sends changes to the bulk API of OpenSearch. */
class BulkClient {

	private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

	private static final Duration BUSY = Duration.ofSeconds(30);

	private final RestClient api;

	BulkClient(HttpClient client, String url, String username, String password, Duration timeout) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
		requests.setReadTimeout(timeout);
		RestClient.Builder builder = RestClient.builder().requestFactory(requests).baseUrl(url);
		if (!username.isEmpty()) {
			builder.defaultHeaders((headers) -> headers.setBasicAuth(username, password));
		}
		this.api = builder.build();
	}

	/**
	 * Makes the changes. Those of a delivery that fails halfway are made again, which
	 * their ids and versions permit.
	 */
	void send(List<BulkAction> actions) {
		if (actions.isEmpty()) {
			return;
		}
		Answer answer = this.api.post()
			.uri("/_bulk")
			.contentType(NDJSON)
			.body(actions.stream().map(BulkAction::lines).collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8))
			.exchange((request, response) -> new Answer(response.getStatusCode(), response.getBody().readAllBytes()));
		if (answer.status().value() == 429 || answer.status().value() == 503) {
			throw new RetryLaterException(BUSY, "OpenSearch is busy");
		}
		if (!answer.status().is2xxSuccessful()) {
			throw new IllegalStateException("OpenSearch answered with status " + answer.status().value());
		}
		JsonNode items = JsonMapper.shared().readTree(answer.body()).path("items");
		items.forEach((item) -> item.forEach(BulkClient::check));
	}

	private static void check(JsonNode result) {
		int status = result.path("status").asInt();
		String error = result.path("error").path("type").asString("");
		switch (status) {
			case 409 -> {
				// A newer change is there.
			}
			case 429, 503 -> throw new RetryLaterException(BUSY, "OpenSearch is busy: " + error);
			case 400 -> throw new RejectDeliveryException("OpenSearch rejects the document: " + error);
			default -> {
				// What is to be deleted may not be there: 404 without an error.
				if (status >= 300 && !(status == 404 && error.isEmpty())) {
					throw new IllegalStateException("OpenSearch failed with status " + status + ": " + error);
				}
			}
		}
	}

	private record Answer(HttpStatusCode status, byte[] body) {
	}

}
