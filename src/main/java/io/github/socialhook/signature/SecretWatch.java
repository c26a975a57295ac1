package io.github.socialhook.signature;

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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets endpoints accept other secrets once their files hold others. It reads these few
 * bytes every other second instead of asking the system to tell of changes, because that
 * is the same on every file system: on network volumes, which tell nothing, and on those
 * of Kubernetes, where a link to the folder is exchanged and no file ever changes.
 * <p>
 * What it finds counts once it is found twice in a row, since a file may be half written.
 * What cannot be read changes nothing.
 */
final class SecretWatch implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SecretWatch.class);

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private final Endpoints endpoints;

	private final SecretFiles files;

	/** What was found at the last look. */
	private final Map<EndpointName, List<Secret>> found = new HashMap<>();

	/** Those whose secrets could not be read, and of which it was said. */
	private final Set<EndpointName> unreadable = new HashSet<>();

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-secrets").factory());

	private @Nullable ScheduledFuture<?> looks;

	SecretWatch(Endpoints endpoints, SecretFiles files) {
		this.endpoints = endpoints;
		this.files = files;
		endpoints.all().forEach((endpoint) -> this.found.put(endpoint.name(), endpoint.verifier().secrets()));
	}

	void start() {
		if (this.files.exist()) {
			this.looks = this.timer.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(),
					TimeUnit.MILLISECONDS);
		}
	}

	boolean isWatching() {
		return this.looks != null && !this.looks.isCancelled();
	}

	@Override
	public void close() {
		if (this.looks != null) {
			this.looks.cancel(false);
		}
		this.timer.shutdownNow();
	}

	void look() {
		SecretFiles.Reading reading = open();
		for (Endpoint endpoint : this.endpoints.all()) {
			List<Secret> now = (reading != null) ? read(reading, endpoint.name()) : List.of();
			if (now.equals(this.found.put(endpoint.name(), now))) {
				take(endpoint, now);
			}
		}
	}

	// What these throw names what they could not use, and that may be a secret.

	private SecretFiles.@Nullable Reading open() {
		try {
			return this.files.open();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static List<Secret> read(SecretFiles.Reading reading, EndpointName name) {
		try {
			return reading.secrets(name);
		}
		catch (RuntimeException ex) {
			return List.of();
		}
	}

	private void take(Endpoint endpoint, List<Secret> secrets) {
		if (secrets.isEmpty()) {
			if (this.unreadable.add(endpoint.name())) {
				logger.warn("The secrets of endpoint '" + endpoint.name()
						+ "' can no longer be read, so those from before stay in force");
			}
			return;
		}
		boolean readAgain = this.unreadable.remove(endpoint.name());
		if (!secrets.equals(endpoint.verifier().secrets())) {
			endpoint.accept(secrets);
			logger.info("The secrets of endpoint '" + endpoint.name()
					+ "' have changed without a restart; accepted now: " + secrets.size());
			SecretStrength.check(endpoint);
		}
		else if (readAgain) {
			logger.info("The secrets of endpoint '" + endpoint.name() + "' can be read again, and are the same");
		}
	}

}
