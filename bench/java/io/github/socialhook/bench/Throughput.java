package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.socialhook.KafkaServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** How many requests a second, in turns, and what the floor does in the same turn. */
final class Throughput {

	private static final String EARLIER = ", earlier";

	private static final String COUNTS = "LINE SDK, counts";

	private static final String INSERTS = "LINE SDK, inserts";

	private static final String PRODUCES = "LINE SDK, produces";

	private static final String WITHOUT_DATABASE = "--spring.autoconfigure.exclude="
			+ "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration";

	private final Lab lab;

	private final Settings settings;

	private final List<String> stores;

	Throughput(Lab lab, Settings settings, List<String> stores) {
		this.lab = lab;
		this.settings = settings;
		this.stores = stores;
	}

	Map<String, Object> run() throws Exception {
		Requests requests = Requests.ofSocialPlus(this.lab.folder(), this.settings.requests());
		Requests messages = Requests.ofLine(this.lab.folder(), 100_000);
		List<Subject> subjects = new ArrayList<>();
		subjects.add(new Subject("floor", this.lab.floor(), requests.overAndOver(), null, false, null));
		for (String store : this.stores) {
			for (boolean sustained : new boolean[] { false, true }) {
				String name = store + (sustained ? ", sustained" : ", receive-only");
				subjects.add(socialhook(name, Lab.executable(), store, sustained, requests));
				if (Lab.earlier() != null) {
					subjects.add(socialhook(name + EARLIER, Lab.earlier(), store, sustained, requests));
				}
			}
		}
		if (this.stores.contains("SQLite")) {
			subjects.add(new Subject(COUNTS, this.lab.line("line-counts", WITHOUT_DATABASE), messages.overAndOver(),
					null, false, null));
		}
		if (this.stores.contains("PostgreSQL")) {
			subjects.add(new Subject(INSERTS,
					this.lab.line("line-inserts", "--spring.datasource.url=" + this.lab.database()),
					messages.overAndOver(), null, false, this.lab::serverCpu));
		}
		if (this.stores.contains("Kafka")) {
			Topic topic = Topic.create(this.lab.kafka(), "line", "none");
			subjects.add(new Subject(PRODUCES,
					this.lab.line("line-produces", WITHOUT_DATABASE, "--bench.topic=" + topic.name(),
							"--spring.kafka.producer.acks=all",
							"--spring.kafka.bootstrap-servers=" + this.lab.kafka().address()),
					messages.overAndOver(), topic, false, this.lab.kafka()::cpu));
		}
		try {
			for (Subject subject : subjects) {
				subject.turn(this.settings.warm());
			}
			List<List<Turn>> turns = new ArrayList<>();
			for (int round = 0; round < this.settings.rounds(); round++) {
				List<Turn> turn = new ArrayList<>();
				for (Subject subject : subjects) {
					turn.add(subject.turn(this.settings.seconds()));
				}
				turns.add(turn);
			}
			return report(subjects, turns);
		}
		finally {
			subjects.forEach((subject) -> subject.node.close());
		}
	}

	private Subject socialhook(String name, Path jar, String store, boolean sustained, Requests requests)
			throws Exception {
		String place = name.replace(", ", "-");
		Path folder = this.lab.emptyFolder(place);
		String url = store.equals("SQLite") ? "jdbc:sqlite:" + folder.resolve("data/socialhook.db")
				: this.lab.database();
		List<String> arguments = new ArrayList<>(
				List.of("--spring.datasource.url=" + url, "--socialhook.dispatch.enabled=" + sustained));
		Keeper keeper = new Store(url);
		if (store.equals("Kafka")) {
			Topic topic = Topic.create(this.lab.kafka(), place, "countingHandler.count");
			arguments.addAll(List.of("--socialhook.store=kafka", "--socialhook.kafka.durability=single",
					"--socialhook.kafka.topic=" + topic.name(),
					"--spring.kafka.bootstrap-servers=" + this.lab.kafka().address()));
			keeper = topic;
		}
		Path own = this.settings.examples() ? jar : this.lab.withoutExamples(jar);
		Node node = this.lab.socialhook(folder, own, List.of(Lab.handler("CountingHandler")),
				arguments.toArray(String[]::new));
		return new Subject(name, node, requests.fromTheStart(), keeper, sustained, serverOf(store));
	}

	private @Nullable Server serverOf(String store) throws Exception {
		return switch (store) {
			case "SQLite" -> null;
			case "PostgreSQL" -> this.lab::serverCpu;
			default -> {
				KafkaServer kafka = this.lab.kafka();
				yield () -> kafka.cpu().plus(this.lab.serverCpu());
			}
		};
	}

	private static Map<String, Object> report(List<Subject> subjects, List<List<Turn>> turns) throws Exception {
		Map<String, Object> results = new LinkedHashMap<>();
		Comparison.head("what", "requests/s", "of the floor", "of LINE, counts", "of LINE, inserts",
				"of LINE, produces", "of earlier", "CPU µs each", "with the server's", "p99 ms", "peak MB", "failures");
		for (int i = 0; i < subjects.size(); i++) {
			int at = i;
			Subject subject = subjects.get(i);
			Map<String, Object> result = new LinkedHashMap<>();
			result.put("requestsPerSecond", median(turns, (turn) -> turn.get(at).rate));
			ratio(result, "ofFloor", turns, at, 0);
			ratio(result, "ofLineCounting", turns, at, find(subjects, COUNTS));
			ratio(result, "ofLineInserting", turns, at, find(subjects, INSERTS));
			ratio(result, "ofLineProducing", turns, at, find(subjects, PRODUCES));
			ratio(result, "ofEarlier", turns, at, find(subjects, subject.name + EARLIER));
			double cpu = median(turns, (turn) -> turn.get(at).cpuMicros);
			result.put("cpuMicros", cpu);
			result.put("cpuMicrosWithServer", cpu + median(turns, (turn) -> turn.get(at).serverMicros));
			result.put("p99Millis", median(turns, (turn) -> turn.get(at).p99Millis));
			result.put("peakMegabytes", subject.node.peakMemory());
			result.put("failures", turns.stream().mapToLong((turn) -> turn.get(at).failures).sum());
			Comparison.row(subject.name, whole(result, "requestsPerSecond"), result.getOrDefault("ofFloor", ""),
					result.getOrDefault("ofLineCounting", ""), result.getOrDefault("ofLineInserting", ""),
					result.getOrDefault("ofLineProducing", ""), result.getOrDefault("ofEarlier", ""),
					whole(result, "cpuMicros"), whole(result, "cpuMicrosWithServer"), result.get("p99Millis"),
					result.get("peakMegabytes"), result.get("failures"));
			results.put(subject.name, result);
		}
		return results;
	}

	private static String whole(Map<String, Object> result, String name) {
		return String.format(Locale.ROOT, "%,.0f", ((Number) result.get(name)).doubleValue());
	}

	/** Returns where a subject is, or -1. */
	private static int find(List<Subject> subjects, String name) {
		return subjects.stream().map((subject) -> subject.name).toList().indexOf(name);
	}

	private static void ratio(Map<String, Object> result, String name, List<List<Turn>> turns, int at, int other) {
		if (other >= 0) {
			result.put(name, median(turns, (turn) -> turn.get(at).rate / turn.get(other).rate));
		}
	}

	private static double median(List<List<Turn>> turns, java.util.function.ToDoubleFunction<List<Turn>> value) {
		return Comparison.median(turns.stream().map(value::applyAsDouble).toList());
	}

	/** What serves the nodes, a process of its own. */
	@FunctionalInterface
	private interface Server {

		/** The processor time that it has taken so far. */
		Duration cpu() throws IOException;

	}

	private record Turn(double rate, double cpuMicros, double serverMicros, double p99Millis, long failures) {
	}

	private static final class Subject {

		private final String name;

		private final Node node;

		private final Requests requests;

		private final @Nullable Keeper store;

		private final boolean sustained;

		/** Null if it uses none. */
		private final @Nullable Server server;

		private long acknowledged;

		Subject(String name, Node node, Requests requests, @Nullable Keeper store, boolean sustained,
				@Nullable Server server) {
			this.name = name;
			this.node = node;
			this.requests = requests;
			this.store = store;
			this.sustained = sustained;
			this.server = server;
		}

		/** Loads it, and counts as done only what is handled where something handles. */
		Turn turn(int seconds) throws Exception {
			Duration cpu = this.node.cpu();
			Duration serverCpu = serverCpu();
			long handled = this.sustained ? this.node.handled() : 0;
			long started = System.nanoTime();
			Wrk result = Wrk.run(this.node.port(), this.requests, seconds);
			double rate = result.rate();
			if (this.sustained) {
				Awaitility.await("the end of the backlog of " + this.name)
					.atMost(Duration.ofMinutes(5))
					.pollInterval(Duration.ofMillis(100))
					.until(() -> this.node.handled() - handled >= result.requests());
				rate = result.requests() / ((System.nanoTime() - started) / 1e9);
			}
			double micros = this.node.cpu().minus(cpu).toNanos() / 1e3 / result.requests();
			double serverMicros = serverCpu().minus(serverCpu).toNanos() / 1e3 / result.requests();
			verify(result);
			System.out.printf("%s: %,d answered in %.1f s, p99 %.1f ms; %,.0f/s%n", this.name, result.requests(),
					result.seconds(), result.p99Micros() / 1e3, rate);
			return new Turn(rate, micros, serverMicros, result.p99Micros() / 1e3, result.failures());
		}

		private Duration serverCpu() throws IOException {
			return (this.server != null) ? this.server.cpu() : Duration.ZERO;
		}

		/**
		 * Whatever was acknowledged is stored and, where something handles, soon settled.
		 */
		private void verify(Wrk result) throws Exception {
			this.acknowledged += result.requests() - result.failures();
			if (this.store != null) {
				long stored = this.store.stored();
				if (stored < this.acknowledged) {
					throw new IllegalStateException(String.format(Locale.ROOT,
							"Of %d acknowledged deliveries %d are stored", this.acknowledged, stored));
				}
				if (this.sustained) {
					Awaitility.await("all that was acknowledged by " + this.name + " is settled as handled")
						.atMost(Duration.ofMinutes(1))
						.until(() -> this.store.settled() >= this.acknowledged);
					// What is left to do there would take the processors from whoever is next.
					Awaitility.await("the index of " + this.name)
						.atMost(Duration.ofMinutes(5))
						.until(() -> this.node.metric("socialhook_log_unindexed", "") == 0);
				}
			}
		}

	}

}
