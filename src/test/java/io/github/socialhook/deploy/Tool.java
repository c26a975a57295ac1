package io.github.socialhook.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The programs that read these files. Where one is missing, what needs it is skipped. */
enum Tool {

	KUBECTL, NGINX, OPENSSL, PROMTOOL, SYSTEMD_ANALYZE;

	private String program() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private boolean isHere() {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program())));
	}

	/** Runs it, and returns its status and what it said. */
	Answer run(Map<String, String> variables, Object... arguments) throws IOException, InterruptedException {
		assumeThat(isHere()).as(program() + " is here").isTrue();
		List<String> command = new ArrayList<>(List.of(program()));
		Arrays.stream(arguments).map(Object::toString).forEach(command::add);
		Path errors = Files.createTempFile("socialhook", ".log");
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
			builder.environment().putAll(variables);
			Process process = builder.start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
			return new Answer(process.exitValue(), output, Files.readString(errors));
		}
		finally {
			Files.delete(errors);
		}
	}

	/** How it ended. */
	record Answer(int status, String output, String errors) {

		String successful() {
			assertThat(this.status).as(this.output + this.errors).isZero();
			return this.output;
		}

		void refused(String reason) {
			assertThat(this.status).isNotZero();
			assertThat(this.output + this.errors).contains(reason);
		}

	}

}
