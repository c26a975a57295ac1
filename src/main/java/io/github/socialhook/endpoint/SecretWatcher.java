package io.github.socialhook.endpoint;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.log.LoggedTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Updates the secrets of the endpoints when the files that hold them change. It polls the
 * files instead of using file system events, because polling works on every file system:
 * on network volumes, which send no events, and on volumes of Kubernetes, which replace a
 * link to the folder and change no file.
 * <p>
 * A change takes effect once two polls in a row have read it, since a file may be half
 * written. Secrets that cannot be read leave the previous ones in effect.
 */
final class SecretWatcher implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SecretWatcher.class);

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private final Endpoints endpoints;

	private final SecretFiles files;

	private final Map<EndpointName, List<Secret>> lastRead = new HashMap<>();

	/** The endpoints whose secrets cannot be read, which has been logged. */
	private final Set<EndpointName> unreadable = new HashSet<>();

	private final ScheduledExecutorService scheduler = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-secrets").factory());

	private @Nullable ScheduledFuture<?> polling;

	SecretWatcher(Endpoints endpoints, SecretFiles files) {
		this.endpoints = endpoints;
		this.files = files;
		endpoints.all().forEach((endpoint) -> this.lastRead.put(endpoint.name(), endpoint.secrets()));
	}

	void start() {
		if (this.files.exist()) {
			Runnable task = new LoggedTask(logger, "The secret files could not be checked", this::poll);
			this.polling = this.scheduler.scheduleWithFixedDelay(task, INTERVAL.toMillis(), INTERVAL.toMillis(),
					TimeUnit.MILLISECONDS);
		}
	}

	boolean isWatching() {
		return this.polling != null && !this.polling.isCancelled();
	}

	@Override
	public void close() {
		if (this.polling != null) {
			this.polling.cancel(false);
		}
		this.scheduler.shutdownNow();
	}

	void poll() {
		SecretFiles.Reading reading = read();
		for (Endpoint endpoint : this.endpoints.all()) {
			List<Secret> secrets = (reading != null) ? secretsOf(endpoint, reading) : List.of();
			if (secrets.equals(this.lastRead.put(endpoint.name(), secrets))) {
				apply(endpoint, secrets);
			}
		}
	}

	// The messages of these exceptions quote the unusable value, which may be a secret.

	private SecretFiles.@Nullable Reading read() {
		try {
			return this.files.read();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static List<Secret> secretsOf(Endpoint endpoint, SecretFiles.Reading reading) {
		try {
			return reading.secrets(endpoint.name());
		}
		catch (RuntimeException ex) {
			return List.of();
		}
	}

	private void apply(Endpoint endpoint, List<Secret> secrets) {
		if (secrets.isEmpty()) {
			if (this.unreadable.add(endpoint.name())) {
				logger.warn("The secrets of endpoint '" + endpoint.name()
						+ "' can no longer be read, so the previous ones remain in force. Check the file: the next "
						+ "start would fail");
			}
			return;
		}
		boolean readAgain = this.unreadable.remove(endpoint.name());
		if (!secrets.equals(endpoint.secrets())) {
			endpoint.update(secrets);
			logger.info("The secrets of endpoint '" + endpoint.name()
					+ "' have changed without a restart; accepted now: " + secrets.size());
			SecretStrength.check(endpoint);
		}
		else if (readAgain) {
			logger.info("The secrets of endpoint '" + endpoint.name() + "' can be read again, and are unchanged");
		}
	}

}
