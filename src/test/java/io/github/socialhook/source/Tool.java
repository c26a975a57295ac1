package io.github.socialhook.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.socialhook.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A program of others that may be installed here, or not. */
record Tool(String name) {

	static Tool named(String name) {
		return new Tool(name);
	}

	/** Skips the test where it is not installed, or not allowed to do its work. */
	void assumeThatItWorks(Object... arguments) throws InterruptedException {
		boolean works;
		try {
			works = start(arguments).waitFor() == 0;
		}
		catch (IOException ex) {
			works = false;
		}
		assumeTrue(works, () -> "'" + this.name + "' cannot be run here");
	}

	/** Runs it, and returns all that it says. */
	String run(Object... arguments) throws IOException, InterruptedException {
		Process process = start(arguments);
		CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> {
			try {
				return process.getInputStream().readAllBytes();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		if (!process.waitFor(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)) {
			process.destroyForcibly();
			assertThat(false).as("%s goes on", this).isTrue();
		}
		return new String(output.join());
	}

	private Process start(Object... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(this.name));
		Stream.of(arguments).map(String::valueOf).forEach(command::add);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		// Root's programs are not on everybody's path.
		Map<String, String> environment = builder.environment();
		environment.merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
		environment.put("TF_CLI_CONFIG_FILE", "");
		environment.put("CHECKPOINT_DISABLE", "1");
		environment.put("NO_COLOR", "1");
		environment.put("TF_CLI_ARGS", "-no-color");
		Process process = builder.start();
		process.getOutputStream().close();
		return process;
	}

}
