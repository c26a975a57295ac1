package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the packaged Socialhook with a bare filter and with a peer, on one machine in
 * one run, and prints tables. How to run it: {@code bench/README.md}.
 */
public final class Comparison {

	private final Lab lab;

	private final Settings settings;

	private final Map<String, Object> results = new LinkedHashMap<>();

	private Comparison(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	/**
	 * Runs the parts that are named, or all.
	 * @param args throughput, kafka for that of Kafka alone, latency, size, backlog, pressure, console, start, or long for the
	 * ten minutes; and settings such as {@code warm=5}
	 */
	public static void main(String[] args) throws Exception {
		Settings settings = Settings.of(args);
		Path folder = Path.of("target", "comparison");
		try (Lab lab = new Lab(folder)) {
			Comparison comparison = new Comparison(lab, settings);
			JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
			for (String part : settings.parts()) {
				comparison.run(part);
				Files.writeString(folder.resolve("results.json"), json.writeValueAsString(comparison.results));
			}
			Demands.print(json.valueToTree(comparison.results));
		}
		// The PostgreSQL of the tests leaves threads behind.
		System.exit(0);
	}

	private void run(String part) throws Exception {
		switch (part) {
			case "throughput" ->
				this.results.put(part, new Throughput(this.lab, this.settings, List.of("SQLite", "PostgreSQL", "Kafka")).run());
			case "kafka" ->
				this.results.put("throughput", new Throughput(this.lab, this.settings, List.of("Kafka")).run());
			case "postgresql" ->
				this.results.put("throughput", new Throughput(this.lab, this.settings, List.of("PostgreSQL")).run());
			case "latency" -> this.results.put(part, new Latency(this.lab, this.settings).run());
			case "size" -> this.results.put(part, new Size(this.lab, this.settings).run());
			case "backlog" -> this.results.put(part, new Backlog(this.lab, this.settings).run());
			case "pressure" -> this.results.put(part, new Pressure(this.lab, this.settings).run());
			case "console" -> this.results.put(part, new Pages(this.lab, this.settings).run());
			case "start" -> this.results.put(part, new Starts(this.lab, this.settings).run());
			case "long" -> this.results.put(part, new TenMinutes(this.lab, this.settings).run());
			default -> throw new IllegalArgumentException("There is no part '" + part + "'");
		}
	}

	static double median(List<Double> values) {
		List<Double> sorted = new ArrayList<>(values);
		sorted.sort(null);
		int half = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
	}

	/** Prints a line of a table. */
	static void row(Object... cells) {
		System.out.println("| " + String.join(" | ", Arrays.stream(cells).map(Comparison::cell).toList()) + " |");
	}

	private static String cell(Object cell) {
		return (cell instanceof Double number) ? String.format(Locale.ROOT, "%.2f", number) : cell.toString();
	}

	static void head(String... cells) throws IOException {
		System.out.println();
		row((Object[]) cells);
		System.out.println("|" + "---|".repeat(cells.length));
	}

}
