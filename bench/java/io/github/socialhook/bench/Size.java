package io.github.socialhook.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether it is as fast with five million stored deliveries as with few, and how long the
 * pages take on both databases.
 */
final class Size {

	private final Lab lab;

	private final Settings settings;

	Size(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	Map<String, Object> run() throws Exception {
		Requests requests = Requests.ofSocialPlus(this.lab.folder(), this.settings.requests());
		Place small = new Place(this.lab.emptyFolder("size-small"), requests.fromTheStart());
		Place large = new Place(this.lab.emptyFolder("size-large"), requests.fromTheStart());
		fill(large);
		List<OpenLoop.Result> few = new ArrayList<>();
		List<OpenLoop.Result> many = new ArrayList<>();
		try (Node one = receiver(small); Node other = receiver(large)) {
			Wrk.run(one.port(), small.requests, this.settings.warm());
			Wrk.run(other.port(), large.requests, this.settings.warm());
			double half = Wrk.run(one.port(), small.requests, this.settings.seconds()).rate() / 2;
			// As warm as the other.
			Wrk.run(other.port(), large.requests, this.settings.seconds());
			for (int round = 0; round < 3; round++) {
				few.add(OpenLoop.run(one.port(), small.requests, half, this.settings.seconds(), 64));
				many.add(OpenLoop.run(other.port(), large.requests, half, this.settings.seconds(), 64));
			}
			Comparison.head("answer, ms", "requests/s", "p50", "p99", "p99.9", "max", "not 200");
			Latency.report("nearly empty", half, few);
			Latency.report(String.format(Locale.ROOT, "%,d rows", large.store().stored()), half, many);
		}
		double ratio = p99(many) / p99(few);
		double drainFew = drain(small);
		double drainMany = drain(large);
		System.out.printf("%np99 %.2f x; drained at %,.0f and %,.0f events/s, %.2f x%n", ratio, drainFew, drainMany,
				drainFew / drainMany);
		long stored = large.store().stored();
		large.store().failSome();
		Map<String, Object> pages = Map.of("SQLite", pages("SQLite", large.folder, large.store().url()), "PostgreSQL",
				pagesOnPostgres());
		return Map.of("rows", stored, "p99Few", p99(few), "p99Many", p99(many), "p99Ratio", ratio,
				"drainFew", drainFew, "drainMany", drainMany, "drainRatio", drainFew / drainMany, "pages", pages);
	}

	private Map<String, Object> pagesOnPostgres() throws Exception {
		Path folder = this.lab.emptyFolder("size-postgresql");
		Store store = new Store(this.lab.database());
		receiver(folder, store.url()).close();
		store.fillHandled(this.settings.rows());
		store.failSome();
		return pages("PostgreSQL", folder, store.url());
	}

	private Map<String, Object> pages(String store, Path folder, String url) throws Exception {
		try (Node node = receiver(folder, url)) {
			return Answers.of(store, node);
		}
	}

	private Node receiver(Path folder, String url) throws Exception {
		return this.lab.socialhook(folder, List.of(), "--socialhook.dispatch.enabled=false", Answers.USER,
				"--spring.datasource.url=" + url);
	}

	private double drain(Place place) throws Exception {
		try (Node node = counter(place)) {
			return Drain.rate(node);
		}
	}

	private void fill(Place large) throws Exception {
		try (Node node = counter(large)) {
			Wrk.run(node.port(), large.requests, 10);
			Drain.rate(node);
		}
		large.store().growTo(this.settings.rows());
	}

	private Node receiver(Place place) throws Exception {
		return this.lab.socialhook(place.folder, List.of(), "--socialhook.dispatch.enabled=false");
	}

	private Node counter(Place place) throws Exception {
		return this.lab.socialhook(place.folder, List.of(Lab.handler("CountingHandler")));
	}

	private static double p99(List<OpenLoop.Result> rounds) {
		return Comparison.median(rounds.stream().map((result) -> result.latency().p99()).toList());
	}

	private record Place(Path folder, Requests requests) {

		Store store() {
			return new Store("jdbc:sqlite:" + this.folder.resolve("data/socialhook.db"));
		}

	}

}
