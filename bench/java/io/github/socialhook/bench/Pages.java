package io.github.socialhook.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
		Comparison.head("store", "requests/s without", "with three browsers", "of without", "pages loaded");
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
		List<Double> without = new ArrayList<>();
		List<Double> with = new ArrayList<>();
		List<Double> ratios = new ArrayList<>();
		long pages = 0;
		try (Node node = this.lab.socialhook(folder, List.of(Lab.handler("CountingHandler")),
				"--spring.datasource.url=" + url, "--socialhook.operations.users.vera.password=" + hash)) {
			node.awaitOperations();
			Browsers first = new Browsers(node.port() + 1, "vera:look", BROWSERS);
			Wrk.run(node.port(), requests, this.settings.warm());
			first.close();
			for (int round = 0; round < this.settings.rounds(); round++) {
				double alone = turn(node, requests);
				try (Browsers browsers = new Browsers(node.port() + 1, "vera:look", BROWSERS)) {
					double watched = turn(node, requests);
					pages += browsers.pages();
					without.add(alone);
					with.add(watched);
					ratios.add(watched / alone);
				}
			}
		}
		double ratio = Comparison.median(ratios);
		Comparison.row(store, count(Comparison.median(without)), count(Comparison.median(with)), ratio, pages);
		return Map.of("without", Comparison.median(without), "with", Comparison.median(with), "ratio", ratio, "pages",
				pages);
	}

	/** What is received is handled before anything else counts. */
	private double turn(Node node, Requests requests) throws Exception {
		long handled = node.handled();
		Wrk result = Wrk.run(node.port(), requests, this.settings.seconds());
		Awaitility.await("the end of the backlog")
			.atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> node.handled() - handled >= result.requests());
		return result.rate();
	}

	private static String count(double rate) {
		return String.format(Locale.ROOT, "%,.0f", rate);
	}

}
