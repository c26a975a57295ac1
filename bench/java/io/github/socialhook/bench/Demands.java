package io.github.socialhook.bench;

import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

/** What the measured figures are to be at least, or at most, and whether they are. */
final class Demands {

	private static final List<Demand> ALL = List.of(
			atLeast("SQLite, receive-only: of the floor", "/throughput/SQLite, receive-only/ofFloor", 0.60),
			atLeast("SQLite, sustained: of the floor", "/throughput/SQLite, sustained/ofFloor", 0.45),
			atLeast("SQLite, receive-only: of LINE, counts", "/throughput/SQLite, receive-only/ofLineCounting", 1),
			atLeast("PostgreSQL, receive-only: of LINE, inserts", "/throughput/PostgreSQL, receive-only/ofLineInserting",
					2.5),
			atLeast("PostgreSQL, sustained: of LINE, inserts", "/throughput/PostgreSQL, sustained/ofLineInserting", 1.8),
			atLeast("Kafka, receive-only: of LINE, produces", "/throughput/Kafka, receive-only/ofLineProducing", 1.5),
			atLeast("Kafka, sustained: of LINE, produces", "/throughput/Kafka, sustained/ofLineProducing", 1.2),
			atMost("SQLite, sustained: CPU µs an event", "/throughput/SQLite, sustained/cpuMicros", 50),
			atMost("PostgreSQL, sustained: CPU µs an event, with the server's",
					"/throughput/PostgreSQL, sustained/cpuMicrosWithServer", 90),
			atMost("accepted to handler at 1,000 events/s: p50 ms", "/latency/acceptedToHandlerMillis/p50", 1),
			atMost("accepted to handler at 1,000 events/s: p99 ms", "/latency/acceptedToHandlerMillis/p99", 10),
			atMost("half load, handlers sleep 5 s: p99 ms", "/latency/handlers sleep 5 s/p99", 8),
			atMost("half load, handlers sleep 5 s: p99.9 ms", "/latency/handlers sleep 5 s/p999", 20),
			atMost("twice the capacity: p99.9 ms", "/pressure/twice what it can/p999", 700),
			atMost("twice the capacity: slowest answer, ms", "/pressure/twice what it can/max", 900),
			atMost("many stored rows: p99 of that with few", "/size/p99Ratio", 1.1),
			atMost("many stored rows: time to drain of that with few", "/size/drainRatio", 1.1),
			atMost("many stored rows, SQLite: slowest page or call, ms", "/size/pages/SQLite/slowest", 300),
			atMost("many stored rows, PostgreSQL: slowest page or call, ms", "/size/pages/PostgreSQL/slowest", 300),
			atLeast("backlog of a million on PostgreSQL: events/s", "/backlog/large", 10_000),
			atLeast("acks with three browsers, SQLite: of without", "/console/SQLite/ratio", 0.97),
			atLeast("acks with three browsers, PostgreSQL: of without", "/console/PostgreSQL/ratio", 0.97),
			atMost("start of the jar, s", "/start/jar/ready", 2.5),
			atMost("start as in the image, s", "/start/unpacked, AOT cache/ready", 1.2));

	private Demands() {
	}

	/** Prints which are met; those of parts that did not run are not known. */
	static void print(JsonNode results) throws java.io.IOException {
		Comparison.head("demand", "wanted", "measured", "met");
		for (Demand demand : ALL) {
			JsonNode value = results.at(demand.path);
			boolean known = value.isNumber();
			Comparison.row(demand.name, demand.wanted(), known ? value.doubleValue() : "",
					known ? (demand.isMet(value.doubleValue()) ? "yes" : "**no**") : "not measured");
		}
	}

	private static Demand atLeast(String name, String path, double limit) {
		return new Demand(name, path, limit, true);
	}

	private static Demand atMost(String name, String path, double limit) {
		return new Demand(name, path, limit, false);
	}

	private record Demand(String name, String path, double limit, boolean atLeast) {

		private boolean isMet(double value) {
			return this.atLeast ? value >= this.limit : value <= this.limit;
		}

		private String wanted() {
			String limit = (this.limit < 10) ? String.format(Locale.ROOT, "%.2f", this.limit)
					: String.format(Locale.ROOT, "%,.0f", this.limit);
			return (this.atLeast ? "≥ " : "≤ ") + limit;
		}

	}

}
