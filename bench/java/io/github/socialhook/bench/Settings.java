package io.github.socialhook.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long and how much, so that a run can be tried shortly.
 *
 * @param parts what is measured
 * @param warm seconds of load before anything is measured
 * @param rounds how often each is measured
 * @param seconds how long a measurement takes
 * @param requests how many distinct requests there are
 * @param rows how many deliveries make a large store
 * @param starts how often each is started
 * @param minutes how long the long run takes
 * @param backlog how many deliveries make a large backlog
 * @param examples whether the example handlers run beside the one that counts
 */
record Settings(List<String> parts, int warm, int rounds, int seconds, int requests, int rows, int starts,
		int minutes, int backlog, boolean examples) {

	private static final List<String> ALL = List.of("throughput", "latency", "size", "backlog", "pressure", "console",
			"start");

	/** Reads {@code latency,size,warm=5}. */
	static Settings of(String... args) {
		List<String> words = Arrays.stream(args).flatMap((arg) -> Arrays.stream(arg.split(","))).toList();
		Map<String, Integer> numbers = words.stream()
			.filter((word) -> word.contains("="))
			.map((word) -> word.split("="))
			.collect(Collectors.toMap((word) -> word[0], (word) -> Integer.valueOf(word[1])));
		List<String> parts = words.stream()
			.filter((word) -> !word.contains("="))
			.flatMap((word) -> word.equals("all") ? ALL.stream() : List.of(word).stream())
			.toList();
		return new Settings(parts.isEmpty() ? ALL : parts, numbers.getOrDefault("warm", 30),
				numbers.getOrDefault("rounds", 5), numbers.getOrDefault("seconds", 10),
				numbers.getOrDefault("requests", 2_400_000), numbers.getOrDefault("rows", 5_000_000),
				numbers.getOrDefault("starts", 10), numbers.getOrDefault("minutes", 10),
				numbers.getOrDefault("backlog", 1_000_000), numbers.getOrDefault("examples", 0) != 0);
	}

}
