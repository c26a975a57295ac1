package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long a start takes: the jar, the jar unpacked as in the container, and with an AOT cache. */
final class Starts {

	private static final Pattern STARTED = Pattern.compile("Started SocialhookApplication in ([\\d.]+) seconds");

	private final Lab lab;

	private final Settings settings;

	Starts(Lab lab, Settings settings) {
		this.lab = lab;
		this.settings = settings;
	}

	Map<String, Object> run() throws Exception {
		Path unpacked = unpack();
		Path jar;
		try (Stream<Path> files = Files.list(unpacked)) {
			jar = files.filter((file) -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
		}
		Path cache = unpacked.resolve("app.aot");
		if (Runtime.version().feature() >= 25) {
			try (Node node = this.lab.start(this.lab.emptyFolder("start"), List.of("-XX:AOTCacheOutput=" + cache), jar)) {
				Wrk.run(node.port(), Requests.ofSocialPlus(this.lab.folder(), this.settings.requests()), 1);
			}
		}
		Map<String, List<Double>> ready = new LinkedHashMap<>();
		Map<String, List<Double>> reported = new LinkedHashMap<>();
		for (int i = 0; i < this.settings.starts(); i++) {
			start("jar", List.of(), Lab.executable(), ready, reported);
			start("jar of jars", List.of(), Lab.layered(), ready, reported);
			start("unpacked", List.of(), jar, ready, reported);
			if (Files.exists(cache)) {
				start("unpacked, AOT cache", List.of("-XX:AOTCache=" + cache), jar, ready, reported);
			}
		}
		Map<String, Object> results = new LinkedHashMap<>();
		Comparison.head("start, s", "median to the first answer", "best", "worst", "median as Spring Boot reports it");
		ready.forEach((name, seconds) -> {
			double median = Comparison.median(seconds);
			double best = seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
			double worst = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
			double boot = Comparison.median(reported.get(name));
			Comparison.row(name, median, best, worst, boot);
			results.put(name, Map.of("ready", median, "best", best, "worst", worst, "reported", boot));
		});
		return results;
	}

	private void start(String name, List<String> jvm, Path jar, Map<String, List<Double>> ready,
			Map<String, List<Double>> reported) throws IOException {
		Path folder = this.lab.emptyFolder("start");
		try (Node node = this.lab.start(folder, jvm, jar)) {
			ready.computeIfAbsent(name, (each) -> new ArrayList<>()).add(node.start().toMillis() / 1e3);
		}
		Matcher started = STARTED.matcher(Files.readString(folder.resolve("log.txt")));
		if (started.find()) {
			reported.computeIfAbsent(name, (each) -> new ArrayList<>()).add(Double.valueOf(started.group(1)));
		}
	}

	private Path unpack() throws IOException, InterruptedException {
		Path unpacked = this.lab.emptyFolder("unpacked");
		int status = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djarmode=tools", "-jar", Lab.layered().toString(), "extract", "--force", "--destination",
				unpacked.toString())
			.start()
			.waitFor();
		if (status != 0) {
			throw new IOException("The jar could not be unpacked");
		}
		return unpacked;
	}

}
