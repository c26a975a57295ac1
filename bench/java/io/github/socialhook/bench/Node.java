package io.github.socialhook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

/** A process under test: its own folder, its own ports, a heap of 256 MB. */
final class Node implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static int ports = 18080;

	private final Process process;

	private final int port;

	private final Duration start;

	private Node(Process process, int port, Duration start) {
		this.process = process;
		this.port = port;
		this.start = start;
	}

	/**
	 * Starts a JVM and waits until it answers.
	 * @param folder where it lives, and logs
	 * @param variables what is added to its environment
	 * @param what the arguments of the JVM behind those of its size
	 */
	static Node start(Path folder, Map<String, String> variables, List<String> what) throws IOException {
		Files.createDirectories(folder);
		int port = ports;
		ports += 2;
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms256m", "-Xmx256m"));
		command.addAll(what);
		command.addAll(List.of("--server.port=" + port, "--management.server.port=" + (port + 1)));
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("log.txt").toFile());
		builder.environment().putAll(variables);
		long started = System.nanoTime();
		Process process = builder.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		Node node = new Node(process, port, Duration.ZERO);
		Awaitility.await("the start in " + folder)
			.atMost(Duration.ofMinutes(2))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> !process.isAlive() || answers(port));
		if (!process.isAlive()) {
			throw new IOException("It ended: " + Files.readString(folder.resolve("log.txt")));
		}
		return new Node(node.process, port, Duration.ofNanos(System.nanoTime() - started));
	}

	/** Waits for the operations port, which opens after the public one. */
	void awaitOperations() {
		Awaitility.await("the operations port")
			.atMost(Duration.ofMinutes(2))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> answers(this.port + 1));
	}

	private static boolean answers(int port) {
		try {
			get(port, "/");
			return true;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	private static String get(int port, String path) {
		try {
			return CLIENT
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
						HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int port() {
		return this.port;
	}

	/** How long it took from the start of the process to the first answer. */
	Duration start() {
		return this.start;
	}

	/** The sum over all time series of a meter, or of those with this text in their tags. */
	double metric(String name, String tags) {
		return get(this.port + 1, "/actuator/prometheus").lines()
			.filter((line) -> line.startsWith(name + "{") || line.startsWith(name + " "))
			.filter((line) -> line.contains(tags))
			.mapToDouble(Node::valueOf)
			.sum();
	}

	/**
	 * How many deliveries were handled so far, by the handler that takes each of them: the
	 * examples of the application take some as well.
	 */
	long handled() {
		return get(this.port + 1, "/actuator/prometheus").lines()
			.filter((line) -> line.startsWith("socialhook_handling_seconds_count{"))
			.filter((line) -> line.contains("outcome=\"handled\""))
			.collect(Collectors.groupingBy((line) -> line.replaceFirst(".*handler=\"([^\"]*)\".*", "$1"),
					Collectors.summingDouble(Node::valueOf)))
			.values()
			.stream()
			.mapToLong(Double::longValue)
			.max()
			.orElse(0);
	}

	private static double valueOf(String line) {
		return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
	}

	/** The processor time that it has taken so far. */
	Duration cpu() throws IOException {
		String[] fields = Files.readString(Path.of("/proc/" + this.process.pid() + "/stat")).split(" ");
		return Duration.ofMillis(10 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
	}

	/** The most memory it ever had, in megabytes, as the kernel counts. */
	long peakMemory() throws IOException {
		return memory("VmHWM:");
	}

	/** The memory it has, in megabytes, as the kernel counts. */
	long memory() throws IOException {
		return memory("VmRSS:");
	}

	private long memory(String field) throws IOException {
		return Files.readAllLines(Path.of("/proc/" + this.process.pid() + "/status"))
			.stream()
			.filter((line) -> line.startsWith(field))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
			.sum();
	}

	/** Stops it the way an orchestrator does. */
	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
