package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/** One node of the service, which is killed or stopped and started again. */
final class Node implements AutoCloseable {

	static final String SECRET = "killed-in-action";

	private static final Pattern LISTENING = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Pattern STARTED = Pattern.compile("Started SocialhookApplication");

	private final String name;

	private final Path folder;

	private final List<String> arguments;

	private int incarnation;

	private volatile ApplicationProcess process;

	/** How much its earlier processes have logged. */
	private long loggedBefore;

	Node(String name, Path folder, Path diary, String url, String... arguments) throws IOException {
		this.name = name;
		this.folder = Files.createDirectories(folder.resolve(name));
		this.arguments = new ArrayList<>(List.of("--spring.main.sources=" + Diary.class.getName(),
				"--diary.file=" + diary, "--spring.datasource.url=" + url, "--socialhook.dispatch.handler-timeout=5s",
				"--socialhook.dispatch.lease=15s", "--spring.datasource.hikari.maximum-pool-size=5"));
		this.arguments.addAll(List.of(arguments));
	}

	void start() throws IOException {
		this.loggedBefore = logged();
		this.incarnation++;
		List<String> all = new ArrayList<>(this.arguments);
		all.add("--diary.process=" + process());
		this.process = ApplicationProcess.start(Packaged.javaWithHandlers(), this.folder,
				Map.of("SOCIALHOOK_SECRET", SECRET), all.toArray(String[]::new));
	}

	/** The name of the process that runs now, or ran last. */
	String process() {
		return this.name + this.incarnation;
	}

	/** The port at which it takes requests, if it does. */
	OptionalInt port() {
		return portNumber(1);
	}

	/** Its port for operations. */
	OptionalInt operationsPort() {
		return portNumber(2);
	}

	/** It says first where it takes requests, then where it is looked after. */
	private OptionalInt portNumber(int index) {
		ApplicationProcess current = this.process;
		Matcher matcher = LISTENING.matcher((current != null && current.isAlive()) ? current.text() : "");
		boolean found = true;
		for (int i = 0; i < index; i++) {
			found = matcher.find();
		}
		return found ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
	}

	boolean isStarted() {
		return STARTED.matcher(this.process.text()).find();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	String text() {
		return this.process.text();
	}

	/**
	 * Waits for output of its process after so many characters, and returns a group of
	 * it.
	 */
	String await(int from, String regex) {
		Pattern pattern = Pattern.compile(regex);
		Awaitility.await(regex).until(() -> !isAlive() || pattern.matcher(text().substring(from)).find());
		Matcher matcher = pattern.matcher(text().substring(from));
		if (!matcher.find()) {
			throw new AssertionError("It ended without " + regex + ":\n" + text());
		}
		return matcher.group(1);
	}

	/** How many characters all its processes have logged. */
	long logged() {
		return this.loggedBefore + ((this.process != null) ? this.process.text().length() : 0);
	}

	/** Ends it as a power cut does. */
	void kill() throws InterruptedException {
		this.process.close();
		this.process.awaitEnd();
	}

	/** Leaves it alive and does not let it do anything, as an overloaded machine does. */
	void freeze() throws IOException, InterruptedException {
		this.process.freeze();
	}

	void thaw() throws IOException, InterruptedException {
		this.process.thaw();
	}

	/** Asks it to end, as container engines do. */
	void stop() throws InterruptedException {
		this.process.stop();
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.close();
		}
	}

}
