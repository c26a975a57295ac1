package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The closed loop: as many requests as 64 connections get answered. */
record Wrk(long requests, double seconds, long failures, long p99Micros) {

	private static final int CONNECTIONS = 64;

	private static final Pattern RESULT = Pattern
		.compile("RESULT requests=(\\d+) micros=(\\d+) status=(\\d+) connect=(\\d+) read=(\\d+) write=(\\d+) "
				+ "timeout=(\\d+) p50=(\\d+) p99=(\\d+)");

	static Wrk run(int port, Requests requests, int seconds) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "-s",
				Path.of("bench", "wrk.lua").toString(), "http://127.0.0.1:" + port, "--"));
		command.addAll(requests.arguments());
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		Matcher result = RESULT.matcher(output);
		if (process.waitFor() != 0 || !result.find()) {
			throw new IOException("wrk failed: " + output);
		}
		long sent = number(result, 1);
		// What was on its way when the time was up.
		requests.used(sent + CONNECTIONS);
		return new Wrk(sent, number(result, 2) / 1e6,
				number(result, 3) + number(result, 4) + number(result, 6) + number(result, 7), number(result, 9));
	}

	private static long number(Matcher result, int group) {
		return Long.parseLong(result.group(group));
	}

	double rate() {
		return this.requests / this.seconds;
	}

}
