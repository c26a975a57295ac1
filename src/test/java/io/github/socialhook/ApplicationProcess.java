package io.github.socialhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import org.springframework.boot.SpringApplication;

import static org.assertj.core.api.Assertions.assertThat;

/** The application in a process of its own, without the classes of the tests. */
final class ApplicationProcess implements AutoCloseable {

	private final Process process;

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final Thread reader;

	private ApplicationProcess(Process process) {
		this.process = process;
		this.reader = Thread.ofPlatform().daemon().start(this::read);
	}

	/**
	 * Starts it in this folder, where it finds one for temporary files too, on free
	 * ports, with these variables and arguments.
	 */
	static ApplicationProcess start(Path folder, Map<String, String> variables, String... arguments)
			throws IOException {
		return start(Packaged.java(), folder, variables, arguments);
	}

	/** Starts it beside a folder of classes with handlers. */
	static ApplicationProcess start(Path handlers, Path folder, Map<String, String> variables, String... arguments)
			throws IOException {
		return start(Packaged.javaWith(handlers), folder, variables, arguments);
	}

	/** Starts its beans from the main method of another, with nothing done before. */
	static ApplicationProcess startAsLibrary(Path folder, Map<String, String> variables, String... arguments)
			throws IOException {
		List<String> all = new ArrayList<>(List.of("--spring.main.sources=" + SocialhookApplication.class.getName()));
		all.addAll(List.of(arguments));
		List<String> java = new ArrayList<>(Packaged.java());
		java.add(SpringApplication.class.getName());
		return start(java, folder, variables, all.toArray(String[]::new));
	}

	/** Starts it with these words before the main class. */
	static ApplicationProcess start(List<String> java, Path folder, Map<String, String> variables, String... arguments)
			throws IOException {
		Map<String, String> all = new HashMap<>();
		// What is not about the budget for storing waits as long as a busy machine may
		// take.
		String acceptTimeout = System.getProperty("socialhook.accept-timeout");
		if (acceptTimeout != null) {
			all.put("SOCIALHOOK_ACCEPT_TIMEOUT", acceptTimeout);
		}
		all.putAll(variables);
		List<String> ports = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0"));
		ports.addAll(List.of(arguments));
		return startAsConfigured(java, folder, all, ports.toArray(String[]::new));
	}

	/** Starts an application of somebody else from its executable jar. */
	static ApplicationProcess startJar(Path jar, Path folder, Map<String, String> variables) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Packaged.java().getFirst(), "--enable-native-access=ALL-UNNAMED",
				"-jar", jar.toString(), "--server.port=0", "--management.server.port=0")
			.directory(folder.toFile())
			.redirectErrorStream(true);
		builder.environment().putAll(variables);
		return new ApplicationProcess(builder.start());
	}

	/** Likewise, with these settings and no others. */
	static ApplicationProcess startAsConfigured(List<String> java, Path folder, Map<String, String> variables,
			String... arguments) throws IOException {
		List<String> command = new ArrayList<>(java);
		command.addAll(List.of("-Dstarted.by=" + nameOfTest(),
				"-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
				SocialhookApplication.class.getName()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
		builder.environment()
			.keySet()
			.removeIf((name) -> name.matches("(SOCIALHOOK|SPRING|SERVER|MANAGEMENT|LOGGING)_.*"));
		builder.environment().putAll(variables);
		return new ApplicationProcess(builder.start());
	}

	/** So that a list of processes shows whose it is. */
	private static String nameOfTest() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.map(StackWalker.StackFrame::getClassName)
				.filter((name) -> name.matches(".*(Tests|IT)"))
				.map((name) -> name.substring(name.lastIndexOf('.') + 1))
				.findFirst()
				.orElse("unknown"));
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader()) {
			lines.lines().forEach(this.output::add);
		}
		catch (IOException | UncheckedIOException ex) {
			this.output.add(ex.toString());
		}
	}

	/** Waits for output that matches, and returns its first group. */
	String await(String regex) {
		Pattern pattern = Pattern.compile(regex);
		Awaitility.await(regex).atMost(Timeouts.START).until(() -> hasEnded() || pattern.matcher(text()).find());
		Matcher matcher = pattern.matcher(text());
		assertThat(matcher.find()).as(() -> "What it says contains " + regex + ":\n" + text()).isTrue();
		return matcher.group(1);
	}

	private boolean hasEnded() {
		return !this.process.isAlive() && !this.reader.isAlive();
	}

	/** The port at which webhooks are received. */
	int port() {
		return Integer.parseInt(await("Tomcat started on port (\\d+)"));
	}

	/** The port for operations. */
	int operationsPort() {
		return Integer.parseInt(await("(?s)Tomcat started on port \\d+.*Tomcat started on port (\\d+)"));
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	long pid() {
		return this.process.pid();
	}

	/** Waits for its end, and returns its status. */
	int awaitEnd() throws InterruptedException {
		if (!this.process.waitFor(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)) {
			throw new AssertionError("It goes on:\n" + text());
		}
		this.reader.join();
		return this.process.exitValue();
	}

	List<String> output() {
		return List.copyOf(this.output);
	}

	String text() {
		return String.join("\n", this.output);
	}

	/** Leaves it alive and does not let it do anything, as an overloaded machine does. */
	void freeze() throws IOException, InterruptedException {
		Signals.freeze(List.of(this.process.toHandle()));
	}

	void thaw() throws IOException, InterruptedException {
		Signals.thaw(List.of(this.process.toHandle()));
	}

	/** Asks it to end, as Ctrl-C and container engines do. */
	void stop() throws InterruptedException {
		// By its handle, which does not end what it says as well.
		this.process.toHandle().destroy();
		awaitEnd();
	}

	/** Ends it the way a machine does that has no memory left. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		awaitEnd();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
