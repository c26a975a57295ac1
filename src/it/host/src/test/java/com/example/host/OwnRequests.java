package com.example.host;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Requests to the application's own pages, and their answers but for what differs each time. */
final class OwnRequests {

	private static final String USER = HostProcess.basic("hugo:house");

	private static final Set<String> EACH_TIME = Set.of("date", "connection", "keep-alive");

	private OwnRequests() {
	}

	static List<String> answersOf(HostProcess host) throws Exception {
		List<String> answers = new ArrayList<>();
		for (HttpRequest.Builder request : requests(host)) {
			HttpResponse<String> response = host.send(request);
			TreeMap<String, Object> headers = new TreeMap<>(response.headers().map());
			headers.keySet().removeAll(EACH_TIME);
			headers.computeIfPresent("allow", (name, methods) -> sorted(response.headers().allValues(name)));
			answers.add(withoutChance(response.request().method() + " " + response.request().uri().getPath() + " -> "
					+ response.statusCode() + " " + headers + " " + response.body()));
		}
		return answers;
	}

	private static List<HttpRequest.Builder> requests(HostProcess host) throws Exception {
		return List.of(get(host, "/shop/orders/1"), as(get(host, "/shop/orders/1?customer=%C3%A4nn")),
				as(get(host, "/shop/orders/many")), get(host, "/shop/open/orders"), as(get(host, "/shop/open/orders")),
				as(get(host, "/shop/open/orders")).header("Accept", "text/plain"),
				as(get(host, "/shop/orders/1")).method("HEAD", BodyPublishers.noBody()),
				as(get(host, "/shop/orders/1")).method("OPTIONS", BodyPublishers.noBody()),
				as(get(host, "/shop/orders/1")).method("PATCH", BodyPublishers.noBody()),
				as(get(host, "/shop/orders/1")).DELETE(), post(host, "{\"order_number\":3,\"customer_name\":\"cem\"}"),
				as(post(host, "{\"order_number\":3,\"customer_name\":\"cem\"}")), as(post(host, "{\"order_number\":")),
				as(get(host, "/shop/orders")).header("Content-Type", "text/csv").POST(BodyPublishers.ofString("3,cem")),
				as(get(host, "/shop/orders/fail")).POST(BodyPublishers.noBody()), as(get(host, "/shop/open/teapot")),
				get(host, "/shop/open/teapot"), as(get(host, "/shop/open/deliveries")), as(get(host, "/shop/session")),
				as(get(host, "/shop/style.css")), get(host, "/shop/style.css"), get(host, "/shop/login"),
				get(host, "/shop/logout"), as(get(host, "/shop/missing")), get(host, "/shop/missing"), get(host, "/missing"),
				get(host, "/shop/orders/1").header("Authorization", HostProcess.basic("hugo:wrong")),
				as(get(host, "/shop/api/v1/stats")), as(get(host, "/shop/actuator")),
				as(get(host, "/shop/orders/1")).header("Origin", "https://elsewhere.example"));
	}

	private static HttpRequest.Builder get(HostProcess host, String path) throws Exception {
		return host.request(path);
	}

	private static HttpRequest.Builder post(HostProcess host, String order) throws Exception {
		return host.request("/shop/orders").header("Content-Type", "application/json").POST(BodyPublishers.ofString(order));
	}

	private static HttpRequest.Builder as(HttpRequest.Builder request) {
		return request.header("Authorization", USER);
	}

	/** Reflection finds the methods of a controller in another order each time. */
	private static List<String> sorted(List<String> methods) {
		return methods.stream().flatMap((line) -> Arrays.stream(line.split(",\\s*"))).sorted().toList();
	}

	/** Times, sessions, tokens, ports and the age of files. */
	private static String withoutChance(String answer) {
		return answer.replaceAll("JSESSIONID=[0-9A-F]+", "JSESSIONID=?")
			.replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":?")
			.replaceAll("name=\"_csrf\" type=\"hidden\" value=\"[^\"]*\"", "csrf")
			.replaceAll("localhost:\\d+", "localhost");
	}

}
