package io.github.socialhook.console.pages;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.console.operation.TrafficRange;
import io.github.socialhook.console.security.PagesSecurity;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Renders the overview soon after the start. Whoever opens it first, while something is
 * wrong, would wait more than a second for its classes and templates to be loaded. Where
 * nobody can log in, nothing is loaded.
 */
final class Rehearsal implements ApplicationListener<WebServerInitializedEvent>, AutoCloseable {

	/** Until what the start has left over is done. */
	private static final long DELAY_SECONDS = 3;

	private static final Log logger = LogFactory.getLog(Rehearsal.class);

	private final OverviewController overview;

	private final PagesSecurity security;

	private volatile CompletableFuture<?> task = CompletableFuture.completedFuture(null);

	Rehearsal(OverviewController overview, PagesSecurity security) {
		this.overview = overview;
		this.security = security;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (this.security.isClosed()) {
			return;
		}
		Executor thread = (task) -> Thread.ofPlatform().name("socialhook-rehearsal").daemon().start(task);
		this.task = CompletableFuture.runAsync(this::run,
				CompletableFuture.delayedExecutor(DELAY_SECONDS, TimeUnit.SECONDS, thread));
	}

	private void run() {
		try {
			this.overview.page(TrafficRange.HOUR).rehearse();
		}
		catch (RuntimeException ex) {
			logger.debug("The overview cannot be rendered", ex);
		}
	}

	@Override
	public void close() {
		this.task.cancel(false);
	}

}
