package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long the sender waits, and how long an event is on its way to its handler. */
final class Latency {

	private static final int CONNECTIONS = 64;

	private static final int ROUNDS = 3;

	private final Lab lab;

	private final Settings settings;

	private final Map<String, Object> results = new LinkedHashMap<>();

	Latency(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	Map<String, Object> run() throws Exception {
		Requests requests = Requests.ofSocialPlus(this.lab.folder(), this.settings.requests());
		Path receiving = this.lab.emptyFolder("latency-receiving");
		double half;
		try (Node node = this.lab.socialhook(receiving, List.of(), "--socialhook.dispatch.enabled=false")) {
			Requests own = requests.fromTheStart();
			Wrk.run(node.port(), own, this.settings.warm());
			half = Wrk.run(node.port(), own, this.settings.seconds()).rate() / 2;
			Comparison.head("answer, ms", "requests/s", "p50", "p99", "p99.9", "max", "not 200");
			measure("receive-only", node, own, half);
		}
		Path sleeping = this.lab.emptyFolder("latency-sleeping");
		try (Node node = this.lab.socialhook(sleeping, List.of(Lab.handler("SleepingHandler")))) {
			Requests own = requests.fromTheStart();
			Wrk.run(node.port(), own, this.settings.warm());
			measure("handlers sleep 5 s", node, own, half);
		}
		Path library = compileSlowDisk();
		if (library != null) {
			Path slow = this.lab.emptyFolder("latency-slow");
			try (Node node = this.lab.socialhook(slow, List.of(),
					Map.of("LD_PRELOAD", library.toString(), "SLOW_MICROS", "5000"), List.of(),
					"--socialhook.dispatch.enabled=false")) {
				Requests own = requests.fromTheStart();
				Wrk.run(node.port(), own, this.settings.warm());
				measure("each sync 5 ms late", node, own, Math.min(half, 4000));
			}
		}
		Path timing = this.lab.emptyFolder("latency-timing");
		try (Node node = this.lab.socialhook(timing, List.of(Lab.handler("TimingHandler")))) {
			Requests own = requests.fromTheStart();
			OpenLoop.run(node.port(), own, 1000, this.settings.warm(), CONNECTIONS);
			measure("timing handler", node, own, 1000);
			double p50 = node.metric("bench_way_seconds", "quantile=\"0.5\"") * 1e3;
			double p99 = node.metric("bench_way_seconds", "quantile=\"0.99\"") * 1e3;
			System.out.printf("%nAccepted to handler, at 1,000 events/s: p50 %.2f ms, p99 %.2f ms%n", p50, p99);
			this.results.put("acceptedToHandlerMillis", Map.of("p50", p50, "p99", p99));
		}
		try (Node node = this.lab.socialhook(receiving, List.of(Lab.handler("CountingHandler")))) {
			double rate = Drain.rate(node);
			System.out.printf("%nBacklog drained at %,.0f events/s%n", rate);
			this.results.put("drainPerSecond", rate);
		}
		return this.results;
	}

	private void measure(String name, Node node, Requests requests, double rate)
			throws IOException, InterruptedException {
		List<OpenLoop.Result> rounds = new java.util.ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			rounds.add(OpenLoop.run(node.port(), requests, rate, this.settings.seconds(), CONNECTIONS));
		}
		this.results.put(name, report(name, rate, rounds));
	}

	static Map<String, Object> report(String name, double rate, List<OpenLoop.Result> rounds) {
		double p50 = median(rounds, (result) -> result.latency().p50());
		double p99 = median(rounds, (result) -> result.latency().p99());
		double p999 = median(rounds, (result) -> result.latency().p999());
		double max = median(rounds, (result) -> result.latency().max());
		int others = rounds.stream().mapToInt((result) -> result.shed() + result.failed()).sum();
		Comparison.row(name, String.format(Locale.ROOT, "%,.0f", rate), p50, p99, p999, max, others);
		return Map.of("requestsPerSecond", rate, "p50", p50, "p99", p99, "p999", p999, "max", max, "not200", others);
	}

	private static double median(List<OpenLoop.Result> rounds,
			java.util.function.ToDoubleFunction<OpenLoop.Result> value) {
		return Comparison.median(rounds.stream().map(value::applyAsDouble).toList());
	}

	/** Null where there is no C compiler. */
	private Path compileSlowDisk() throws IOException, InterruptedException {
		Path library = this.lab.folder().resolve("slowdisk.so");
		try {
			Process compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(),
					Path.of("bench", "slowdisk.c").toString())
				.inheritIO()
				.start();
			return (compiler.waitFor() == 0 && Files.exists(library)) ? library : null;
		}
		catch (IOException ex) {
			System.out.println("No cc, so no slow disk: " + ex.getMessage());
			return null;
		}
	}

}
