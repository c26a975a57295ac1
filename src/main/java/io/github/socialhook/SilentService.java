package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A service that may have stopped answering, as told by the file with its address and its
 * process. Container engines without an orchestrator call a container unhealthy and leave
 * it at that; one whose process has ended, they start again.
 */
final class SilentService {

	private final Path file;

	/** How many times in a row it has not answered. */
	private final Path silences;

	SilentService(Path file) {
		this.file = file;
		this.silences = file.resolveSibling(file.getFileName() + ".silent");
	}

	/**
	 * Ends the process if it has not answered so many times in a row. One that answers
	 * that it cannot accept deliveries is left alone: it may be saving some.
	 */
	void note(HealthCheck.Answer answer, int most) {
		try {
			if (answer != HealthCheck.Answer.NONE) {
				Files.deleteIfExists(this.silences);
				return;
			}
			long number = Files.exists(this.silences) ? Files.size(this.silences) + 1 : 1;
			if (number < most) {
				Files.writeString(this.silences, ".".repeat((int) number));
				return;
			}
			Files.deleteIfExists(this.silences);
			process().ifPresent(ProcessHandle::destroyForcibly);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The process that has written the file, unless it has ended. */
	private Optional<ProcessHandle> process() throws IOException {
		if (!Files.exists(this.file)) {
			return Optional.empty();
		}
		List<String> lines = Files.readAllLines(this.file);
		Instant written = Files.getLastModifiedTime(this.file).toInstant();
		return (lines.size() < 2) ? Optional.empty() : ProcessHandle.of(Long.parseLong(lines.get(1)))
			.filter((process) -> process.info().startInstant().filter((start) -> !start.isAfter(written)).isPresent());
	}

}
