package io.github.socialhook.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.awaitility.Awaitility;

/**
 * How fast a backlog on PostgreSQL goes away whose statistics are those of the empty
 * store, as no autovacuum ever comes, beside a tenth of it in a store of the same kind.
 */
final class Backlog {

	private static final int PARTS = 10;

	private final Lab lab;

	private final Settings settings;

	Backlog(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	Map<String, Object> run() throws Exception {
		int large = this.settings.backlog();
		double small = drain("backlog-small", large / PARTS).overall();
		Rates rates = drain("backlog-large", large);
		Comparison.head("backlog on PostgreSQL", "events/s", "first tenth", "last tenth");
		Comparison.row(String.format(Locale.ROOT, "%,d", large / PARTS), small, "", "");
		Comparison.row(String.format(Locale.ROOT, "%,d", large), rates.overall(), rates.first(), rates.last());
		System.out.printf("%n%.2f x of the small one; last tenth %.2f x of the first%n", rates.overall() / small,
				rates.last() / rates.first());
		return Map.of("small", small, "large", rates.overall(), "first", rates.first(), "last", rates.last());
	}

	private Rates drain(String name, int number) throws Exception {
		String url = this.lab.database();
		String[] arguments = { "--spring.datasource.url=" + url, "--spring.datasource.username=postgres" };
		// It only makes the tables.
		this.lab.socialhook(this.lab.emptyFolder(name), List.of(), arguments).close();
		new Store(url).fillDueWithoutStatistics(number);
		try (Node node = this.lab.socialhook(this.lab.emptyFolder(name), List.of(Lab.handler("CountingHandler")),
				arguments)) {
			List<Sample> samples = new ArrayList<>();
			Awaitility.await("the end of the backlog")
				.atMost(Duration.ofMinutes(10))
				.pollInterval(Duration.ofMillis(200))
				.ignoreExceptions()
				.until(() -> {
					samples.add(new Sample(System.nanoTime(), node.handled()));
					return samples.getLast().handled() >= number;
				});
			samples.removeIf((sample) -> sample.handled() == 0);
			Store store = new Store(url);
			Awaitility.await("the last settlement")
				.atMost(Duration.ofMinutes(1))
				.until(() -> store.states().equals(Map.of("HANDLED", (long) number)));
			return new Rates(rate(samples, 0, number), rate(samples, 0, number / PARTS),
					rate(samples, number - number / PARTS, number));
		}
	}

	private static double rate(List<Sample> samples, long from, long to) {
		Sample first = samples.stream().filter((sample) -> sample.handled() >= from).findFirst().orElseThrow();
		Sample last = samples.stream()
			.filter((sample) -> sample.handled() >= to && sample.nanos() > first.nanos())
			.findFirst()
			.orElse(samples.getLast());
		return (last.handled() - first.handled()) / ((last.nanos() - first.nanos()) / 1e9);
	}

	private record Sample(long nanos, long handled) {

	}

	private record Rates(double overall, double first, double last) {

	}

}
