package io.github.socialhook.console.pages;

import java.time.Duration;

import io.github.socialhook.console.operation.TrafficRange;
import io.github.socialhook.console.security.PagesSecurity;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Renders the overview as soon as it can be opened. Whoever opens it first, while
 * something is wrong, would wait until its classes and templates are loaded and the
 * deliveries of a large store are counted. Where nobody can log in, nothing is loaded.
 */
final class Rehearsal implements ApplicationListener<WebServerInitializedEvent>, AutoCloseable {

	private static final Duration LONGEST_END = Duration.ofSeconds(2);

	private static final Log logger = LogFactory.getLog(Rehearsal.class);

	private final OverviewController overview;

	private final PagesSecurity security;

	private volatile @Nullable Thread thread;

	Rehearsal(OverviewController overview, PagesSecurity security) {
		this.overview = overview;
		this.security = security;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (this.security.isClosed()) {
			return;
		}
		this.thread = Thread.ofPlatform().name("socialhook-rehearsal").daemon().start(this::run);
	}

	private void run() {
		try {
			this.overview.page(TrafficRange.HOUR).rehearse();
		}
		catch (RuntimeException ex) {
			logger.debug("The overview cannot be rendered", ex);
		}
	}

	/** What it reads is still there. */
	@Override
	public void close() {
		Thread started = this.thread;
		try {
			if (started != null && !started.join(LONGEST_END)) {
				logger.debug("The overview is still being rendered");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
