package io.github.socialhook.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** How long pages and calls of the operations side take, one after the other. */
final class Answers {

	/** So that looking at a password is no part of it. */
	static final String USER = "--socialhook.operations.users.vera.password={bcrypt}"
			+ new BCryptPasswordEncoder(4).encode("look");

	private static final List<String> PATHS = List.of("/", "/?range=week", "/deliveries", "/deliveries?state=DEAD",
			"/deliveries?q=nowhere", "/deliveries?event=never.seen", "/deliveries?to=2020-01-01T00:00:00",
			"/deliveries?handler=channelGreeter.greet", "/subjects?subject=channel:nowhere", "/failures", "/handlers",
			"/rejections", "/replays", "/replays/new?event=message.didCreate", "/setup", "/audit", "/api/v1/stats",
			"/api/v1/deliveries?limit=500", "/api/v1/failures", "/api/v1/handlers", "/api/v1/coverage", "/api/v1/traffic?range=week");

	private static final int ROUNDS = 20;

	private Answers() {
	}

	/** Prints the first answer to each and the median of the later, in milliseconds. */
	static Map<String, Object> of(String store, Node node) throws IOException, InterruptedException {
		node.awaitOperations();
		Comparison.head(store + ": page or call, ms", "first", "median", "max");
		Map<String, Object> results = new LinkedHashMap<>();
		double slowest = 0;
		try (HttpClient client = HttpClient.newHttpClient()) {
			for (String path : PATHS) {
				double first = get(client, node.port() + 1, path);
				List<Double> later = new ArrayList<>();
				for (int round = 0; round < ROUNDS; round++) {
					later.add(get(client, node.port() + 1, path));
				}
				double most = later.stream().mapToDouble(Double::doubleValue).max().orElse(0);
				Comparison.row('`' + path + '`', first, Comparison.median(later), most);
				slowest = Math.max(slowest, Comparison.median(later));
				results.put(path, Map.of("first", first, "median", Comparison.median(later), "max", most));
			}
		}
		results.put("slowest", slowest);
		return results;
	}

	private static double get(HttpClient client, int port, String path) throws IOException, InterruptedException {
		String login = Base64.getEncoder().encodeToString("vera:look".getBytes(StandardCharsets.UTF_8));
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Authorization", "Basic " + login)
			.build();
		long began = System.nanoTime();
		HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
		double millis = (System.nanoTime() - began) / 1e6;
		if (answer.statusCode() != 200) {
			throw new IOException(path + " is answered with " + answer.statusCode());
		}
		return millis;
	}

}
