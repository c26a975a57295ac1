package io.github.socialhook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Full load for ten minutes, and what becomes of the memory. */
final class TenMinutes {

	private final Lab lab;

	private final Settings settings;

	TenMinutes(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	Map<String, Object> run() throws Exception {
		Requests requests = Requests.ofSocialPlus(this.lab.folder(), this.settings.requests());
		List<Map<String, Object>> minutes = new ArrayList<>();
		// Requests come again after some minutes, and are to be taken for new ones then.
		try (Node node = this.lab.socialhook(this.lab.emptyFolder("long"), List.of(Lab.handler("CountingHandler")),
				"--socialhook.dedupe-window=30s")) {
			Comparison.head("minute", "requests/s", "p99 ms", "failures", "process MB", "heap after collection MB",
					"pending");
			for (int minute = 1; minute <= this.settings.minutes(); minute++) {
				requests.startOverUnlessLeft(60 * 30_000L);
				Wrk result = Wrk.run(node.port(), requests, 60);
				long live = (long) (node.metric("jvm_gc_live_data_size_bytes", "") / 1e6);
				long pending = (long) node.metric("socialhook_inbox_pending", "");
				Comparison.row(minute, String.format(Locale.ROOT, "%,.0f", result.rate()), result.p99Micros() / 1e3,
						result.failures(), node.memory(), live, pending);
				minutes
					.add(Map.of("requestsPerSecond", result.rate(), "p99Millis", result.p99Micros() / 1e3, "failures",
							result.failures(), "megabytes", node.memory(), "liveMegabytes", live, "pending", pending));
			}
		}
		return Map.of("minutes", minutes);
	}

}
