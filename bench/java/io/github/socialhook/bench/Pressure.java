package io.github.socialhook.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** More than it can take, and a thousand connections that say nothing. */
final class Pressure {

	private static final int IDLE = 1000;

	private final Lab lab;

	private final Settings settings;

	private final Map<String, Object> results = new LinkedHashMap<>();

	Pressure(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	Map<String, Object> run() throws Exception {
		Requests requests = Requests.ofSocialPlus(this.lab.folder(), this.settings.requests());
		try (Node node = this.lab.socialhook(this.lab.emptyFolder("pressure"),
				List.of(Lab.handler("CountingHandler")))) {
			Wrk.run(node.port(), requests, this.settings.warm());
			double capacity = Wrk.run(node.port(), requests, this.settings.seconds()).rate();
			Comparison.head("answer, ms", "requests/s", "p50", "p99", "p99.9", "max", "503", "failed", "MB");
			measure("half of what it can", node, requests, capacity / 2, 64);
			measure("twice what it can", node, requests, capacity * 2, 800);
			measure("half, right after", node, requests, capacity / 2, 64);
			List<Socket> idle = open(node);
			measure("half, beside " + IDLE + " slow connections", node, requests, capacity / 2, 64);
			for (Socket socket : idle) {
				socket.close();
			}
		}
		return this.results;
	}

	/** Each has begun a request, and never ends it. */
	private static List<Socket> open(Node node) throws IOException {
		List<Socket> sockets = new ArrayList<>();
		for (int i = 0; i < IDLE; i++) {
			Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
			socket.getOutputStream().write("POST /webhooks HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
			sockets.add(socket);
		}
		return sockets;
	}

	private void measure(String name, Node node, Requests requests, double rate, int connections)
			throws IOException, InterruptedException {
		OpenLoop.Result result = OpenLoop.run(node.port(), requests, rate, this.settings.seconds(), connections);
		OpenLoop.Percentiles answer = result.answer();
		Comparison.row(name, String.format(Locale.ROOT, "%,.0f", result.sent() / result.seconds()), answer.p50(),
				answer.p99(), answer.p999(), answer.max(), result.shed(), result.failed(), node.memory());
		this.results.put(name,
				Map.of("offered", rate, "requestsPerSecond", result.sent() / result.seconds(), "p50", answer.p50(),
						"p99", answer.p99(), "p999", answer.p999(), "max", answer.max(), "shed", result.shed(), "failed", result.failed(),
						"megabytes", node.memory()));
	}

}
