package io.github.socialhook.forward;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that sign what is sent to a service, all at once, so that the service can
 * change to another. Those from files are read again while they are in use; a file that
 * holds no valid secret leaves the previous ones in effect.
 */
final class SigningSecrets {

	private static final Log logger = LogFactory.getLog(SigningSecrets.class);

	private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

	private final String target;

	private final @Nullable Supplier<List<String>> files;

	private final LongSupplier nanoTime;

	private volatile List<SigningSecret> secrets;

	private volatile long nextReading;

	private volatile boolean unreadable;

	/**
	 * Creates the secrets of a service.
	 * @param target the name of the service
	 * @param secrets the secrets at the start
	 * @param files reads the secrets again; absent if they cannot change
	 */
	SigningSecrets(String target, List<SigningSecret> secrets, @Nullable Supplier<List<String>> files) {
		this(target, secrets, files, System::nanoTime);
	}

	SigningSecrets(String target, List<SigningSecret> secrets, @Nullable Supplier<List<String>> files,
			LongSupplier nanoTime) {
		this.target = target;
		this.secrets = List.copyOf(secrets);
		this.files = files;
		this.nanoTime = nanoTime;
		this.nextReading = nanoTime.getAsLong();
	}

	/**
	 * Reads secrets, of which one text may hold several, one per line.
	 * @throws IllegalArgumentException if one is invalid, with a reason that does not
	 * show it
	 */
	static List<SigningSecret> parse(Collection<String> texts) {
		return texts.stream()
			.flatMap(String::lines)
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.map(SigningSecret::parse)
			.distinct()
			.toList();
	}

	/** Returns the secrets, newest first. */
	List<SigningSecret> current() {
		long now = this.nanoTime.getAsLong();
		if (this.files != null && this.nextReading - now <= 0) {
			this.nextReading = now + INTERVAL_NANOS;
			update(this.files);
		}
		return this.secrets;
	}

	private void update(Supplier<List<String>> reader) {
		List<SigningSecret> read = read(reader);
		if (read.isEmpty()) {
			if (!this.unreadable) {
				this.unreadable = true;
				logger.warn("The secret of the forward target '" + this.target
						+ "' can no longer be read, so the previous one remains in force");
			}
			return;
		}
		this.unreadable = false;
		if (!read.equals(this.secrets)) {
			this.secrets = read;
			logger.info("The secret of the forward target '" + this.target
					+ "' has changed without a restart; signing now: " + read.size());
		}
	}

	/** The messages of these exceptions may quote the unusable value. */
	private static List<SigningSecret> read(Supplier<List<String>> reader) {
		try {
			return parse(reader.get());
		}
		catch (RuntimeException ex) {
			return List.of();
		}
	}

	/** Whether one of them can be read out of a text. */
	boolean areIn(String text) {
		return this.secrets.stream().anyMatch((secret) -> secret.isIn(text));
	}

}
