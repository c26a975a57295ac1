package io.github.socialhook.console.pages;

import java.time.Duration;

import io.github.socialhook.console.operation.TrafficRange;
import io.github.socialhook.console.security.PagesSecurity;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Renders the overview before it can be opened. Whoever opens it first, while something
 * is wrong, would wait until its classes and templates are loaded, a hash is made and the
 * deliveries of a large store are counted. Where nobody can log in, nothing is loaded.
 */
final class Rehearsal implements SmartLifecycle {

	/** The port opens then in any case, so that the health can be asked for. */
	private static final Duration LONGEST_START = Duration.ofSeconds(1);

	private static final Duration LONGEST_END = Duration.ofSeconds(2);

	private static final Log logger = LogFactory.getLog(Rehearsal.class);

	private final OverviewController overview;

	private final PagesSecurity security;

	private volatile @Nullable Thread thread;

	Rehearsal(OverviewController overview, PagesSecurity security) {
		this.overview = overview;
		this.security = security;
	}

	/** Before the port of the pages opens. */
	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
	}

	@Override
	public void start() {
		if (!this.security.isClosed()) {
			this.thread = Thread.ofPlatform().name("socialhook-rehearsal").daemon().start(this::run);
			await(LONGEST_START);
		}
	}

	private void run() {
		try {
			this.security.rehearse();
			this.overview.page(TrafficRange.HOUR).rehearse();
		}
		catch (RuntimeException ex) {
			logger.debug("The overview cannot be rendered", ex);
		}
	}

	/** What it reads is still there. */
	@Override
	public void stop() {
		await(LONGEST_END);
		this.thread = null;
	}

	private void await(Duration atMost) {
		Thread started = this.thread;
		try {
			if (started != null && !started.join(atMost)) {
				logger.debug("The overview is still being rendered");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

}
