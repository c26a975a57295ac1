package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** What three browsers that show the overview cost the answers, in turns with none. */
final class Pages {

	private static final int BROWSERS = 3;

	private final Lab lab;

	private final Settings settings;

	Pages(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	Map<String, Object> run() throws Exception {
		Requests requests = Requests.ofSocialPlus(this.lab.folder(), this.settings.requests());
		Map<String, Object> results = new LinkedHashMap<>();
		Comparison.head("store", "requests/s without", "with three browsers", "of without", "CPU µs an event without",
				"with", "of without", "pages loaded");
		for (String store : List.of("SQLite", "PostgreSQL")) {
			results.put(store, run(store, requests.fromTheStart()));
		}
		return results;
	}

	private Map<String, Object> run(String store, Requests requests) throws Exception {
		Path folder = this.lab.emptyFolder("console-" + store);
		String url = store.equals("SQLite") ? "jdbc:sqlite:" + folder.resolve("data/socialhook.db")
				: this.lab.database();
		String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("look");
		List<Turn> without = new ArrayList<>();
		List<Turn> with = new ArrayList<>();
		long pages = 0;
		try (Node node = this.lab.socialhook(folder, List.of(Lab.handler("CountingHandler")),
				"--spring.datasource.url=" + url, "--socialhook.operations.users.vera.password=" + hash)) {
			node.awaitOperations();
			Browsers first = new Browsers(node.port() + 1, "vera:look", BROWSERS);
			turn(node, requests, this.settings.warm());
			first.close();
			for (int round = 0; round < this.settings.rounds(); round++) {
				without.add(turn(node, requests, this.settings.seconds()));
				try (Browsers browsers = new Browsers(node.port() + 1, "vera:look", BROWSERS)) {
					with.add(turn(node, requests, this.settings.seconds()));
					pages += browsers.pages();
				}
			}
		}
		double rateWithout = median(without, Turn::rate);
		double rateWith = median(with, Turn::rate);
		double ratio = ratio(with, without, Turn::rate);
		double microsWithout = median(without, Turn::micros);
		double microsWith = median(with, Turn::micros);
		Comparison.row(store, count(rateWithout), count(rateWith), ratio, microsWithout, microsWith,
				ratio(with, without, Turn::micros), pages);
		return Map.of("without", rateWithout, "with", rateWith, "ratio", ratio, "microsWithout", microsWithout,
				"microsWith", microsWith, "pages", pages);
	}

	/** What is received is handled before anything else counts. */
	private Turn turn(Node node, Requests requests, int seconds) throws Exception {
		long handled = node.handled();
		Duration before = cpu(node);
		Wrk result = Wrk.run(node.port(), requests, seconds);
		Awaitility.await("the end of the backlog")
			.atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> node.handled() - handled >= result.requests());
		return new Turn(result.rate(), cpu(node).minus(before).toNanos() / 1e3 / result.requests());
	}

	/** With that of PostgreSQL, which is idle where it is not used. */
	private Duration cpu(Node node) throws IOException {
		return node.cpu().plus(this.lab.serverCpu());
	}

	private static double median(List<Turn> turns, ToDoubleFunction<Turn> value) {
		return Comparison.median(turns.stream().map(value::applyAsDouble).toList());
	}

	/** The median of the ratios within the rounds. */
	private static double ratio(List<Turn> with, List<Turn> without, ToDoubleFunction<Turn> value) {
		return Comparison.median(IntStream.range(0, with.size())
			.mapToObj((i) -> value.applyAsDouble(with.get(i)) / value.applyAsDouble(without.get(i)))
			.toList());
	}

	private static String count(double rate) {
		return String.format(Locale.ROOT, "%,.0f", rate);
	}

	/**
	 * What was measured once.
	 *
	 * @param rate how many requests were answered in a second
	 * @param micros the processor time that an event took until it was handled
	 */
	private record Turn(double rate, double micros) {

	}

}
