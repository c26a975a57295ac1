package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** Signals to processes. */
final class Signals {

	/** What is stopped, and what has ended. */
	private static final String STILL = "TZX";

	private Signals() {
	}

	/**
	 * Lets processes do nothing more. Returns once none of their threads runs, where the
	 * operating system shows that: for a moment after the signal they still do.
	 */
	static void freeze(Collection<ProcessHandle> processes) throws IOException, InterruptedException {
		send("STOP", processes);
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> processes.stream().allMatch(Signals::isStopped));
	}

	/** Lets processes go on. */
	static void thaw(Collection<ProcessHandle> processes) throws IOException, InterruptedException {
		send("CONT", processes);
	}

	/**
	 * Sends a signal.
	 * @throws IllegalStateException if all of the processes have ended
	 */
	static void send(String name, Collection<ProcessHandle> processes) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("kill", "-s", name));
		processes.forEach((process) -> command.add(Long.toString(process.pid())));
		int status = new ProcessBuilder(command).inheritIO().start().waitFor();
		if (status != 0 && processes.stream().noneMatch(ProcessHandle::isAlive)) {
			throw new IllegalStateException("The processes got no signal: " + command);
		}
	}

	private static boolean isStopped(ProcessHandle process) {
		Path folder = Path.of("/proc", Long.toString(process.pid()), "task");
		if (!Files.isDirectory(folder)) {
			return true;
		}
		try (Stream<Path> threads = Files.list(folder)) {
			return threads.map(Signals::stateOf).allMatch((state) -> STILL.indexOf(state) >= 0);
		}
		catch (IOException ex) {
			// One of them has just ended.
			return false;
		}
	}

	/** Returns the letter behind the name, which may contain anything. */
	private static char stateOf(Path thread) {
		try {
			String stat = Files.readString(thread.resolve("stat"));
			return stat.charAt(stat.lastIndexOf(')') + 2);
		}
		catch (IOException ex) {
			return 'X';
		}
	}

}
