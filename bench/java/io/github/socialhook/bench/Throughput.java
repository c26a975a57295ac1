package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** How many requests a second, in turns, and what the floor does in the same turn. */
final class Throughput {

	private static final String EARLIER = ", earlier";

	private final Lab lab;

	private final Settings settings;

	Throughput(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	Map<String, Object> run() throws Exception {
		Requests requests = Requests.ofSocialPlus(this.lab.folder(), this.settings.requests());
		Requests messages = Requests.ofLine(this.lab.folder(), 100_000);
		List<Subject> subjects = new ArrayList<>();
		subjects.add(new Subject("floor", this.lab.floor(), requests.overAndOver(), null, false, null));
		for (String store : List.of("SQLite", "PostgreSQL")) {
			for (boolean sustained : new boolean[] { false, true }) {
				String name = store + (sustained ? ", sustained" : ", receive-only");
				subjects.add(socialhook(name, Lab.executable(), store, sustained, requests));
				if (Lab.earlier() != null) {
					subjects.add(socialhook(name + EARLIER, Lab.earlier(), store, sustained, requests));
				}
			}
		}
		subjects.add(new Subject("LINE SDK, counts", this.lab.line("line-counts",
				"--spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"),
				messages.overAndOver(), null, false, null));
		subjects.add(new Subject("LINE SDK, inserts",
				this.lab.line("line-inserts", "--spring.datasource.url=" + this.lab.database()), messages.overAndOver(),
				null, false, this.lab));
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
			throws IOException {
		Path folder = this.lab.emptyFolder(name.replace(", ", "-"));
		String url = store.equals("SQLite") ? "jdbc:sqlite:" + folder.resolve("data/socialhook.db")
				: this.lab.database();
		Node node = this.lab.socialhook(folder, jar, List.of(Lab.handler("CountingHandler")),
				"--spring.datasource.url=" + url, "--socialhook.dispatch.enabled=" + sustained);
		return new Subject(name, node, requests.fromTheStart(), new Store(url), sustained,
				store.equals("SQLite") ? null : this.lab);
	}

	private static Map<String, Object> report(List<Subject> subjects, List<List<Turn>> turns) throws Exception {
		Map<String, Object> results = new LinkedHashMap<>();
		Comparison.head("what", "requests/s", "of the floor", "of LINE, counts", "of LINE, inserts", "of earlier",
				"CPU µs each", "with the server's", "p99 ms", "peak MB", "failures");
		for (int i = 0; i < subjects.size(); i++) {
			int at = i;
			Subject subject = subjects.get(i);
			double rate = median(turns, (turn) -> turn.get(at).rate);
			double floor = median(turns, (turn) -> turn.get(at).rate / turn.getFirst().rate);
			double counts = median(turns, (turn) -> turn.get(at).rate / turn.get(turn.size() - 2).rate);
			double inserts = median(turns, (turn) -> turn.get(at).rate / turn.getLast().rate);
			boolean hasEarlier = i + 1 < subjects.size() && subjects.get(i + 1).name.equals(subject.name + EARLIER);
			double earlier = hasEarlier ? median(turns, (turn) -> turn.get(at).rate / turn.get(at + 1).rate) : 1;
			double cpu = median(turns, (turn) -> turn.get(at).cpuMicros);
			double withServer = cpu + median(turns, (turn) -> turn.get(at).serverMicros);
			double p99 = median(turns, (turn) -> turn.get(at).p99Millis);
			long failures = turns.stream().mapToLong((turn) -> turn.get(at).failures).sum();
			long peak = subject.node.peakMemory();
			Comparison.row(subject.name, String.format(Locale.ROOT, "%,.0f", rate), floor, counts, inserts,
					hasEarlier ? earlier : "", String.format(Locale.ROOT, "%.0f", cpu),
					String.format(Locale.ROOT, "%.0f", withServer), p99, peak, failures);
			results.put(subject.name,
					Map.of("requestsPerSecond", rate, "ofFloor", floor, "ofLineCounting", counts, "ofLineInserting",
							inserts, "cpuMicros", cpu, "cpuMicrosWithServer", withServer, "p99Millis", p99, "peakMegabytes", peak, "failures", failures));
		}
		return results;
	}

	private static double median(List<List<Turn>> turns, java.util.function.ToDoubleFunction<List<Turn>> value) {
		return Comparison.median(turns.stream().map(value::applyAsDouble).toList());
	}

	private record Turn(double rate, double cpuMicros, double serverMicros, double p99Millis, long failures) {
	}

	private static final class Subject {

		private final String name;

		private final Node node;

		private final Requests requests;

		private final @Nullable Store store;

		private final boolean sustained;

		/** Null if it uses no PostgreSQL. */
		private final @Nullable Lab server;

		private long acknowledged;

		Subject(String name, Node node, Requests requests, @Nullable Store store, boolean sustained,
				@Nullable Lab server) {
			this.name = name;
			this.node = node;
			this.requests = requests;
			this.store = store;
			this.sustained = sustained;
			this.server = server;
		}

		/** Loads it, and counts as done only what is handled where something handles. */
		Turn turn(int seconds) throws IOException, InterruptedException, SQLException {
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
			return (this.server != null) ? this.server.serverCpu() : Duration.ZERO;
		}

		/**
		 * Whatever was acknowledged is stored and, where something handles, soon settled.
		 */
		private void verify(Wrk result) throws SQLException {
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
						.until(() -> this.store.states().getOrDefault("HANDLED", 0L) >= this.acknowledged);
				}
			}
		}

	}

}
