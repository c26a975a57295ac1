package io.github.socialhook;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Runs lines that the documentation tells people to type. */
final class Shell {

	private Shell() {
	}

	/** Runs a script in bash, and returns what it says without carriage returns. */
	static String run(String script) throws IOException, InterruptedException {
		Process process = new ProcessBuilder("bash", "-e", "-c", script).redirectErrorStream(false).start();
		process.getOutputStream().close();
		if (!process.waitFor(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)) {
			process.destroyForcibly();
			throw new AssertionError("It goes on: " + script);
		}
		return new String(process.getInputStream().readAllBytes()).replace("\r", "");
	}

}
