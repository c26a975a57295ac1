package io.github.socialhook.dispatch;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import io.github.socialhook.handler.HandlerCoverage;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Ledger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says after the start which events nobody handles, and for which handlers nothing comes.
 * It looks at what is stored, so it does not hold up the start.
 */
final class CoverageLog implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {

	private static final Log logger = LogFactory.getLog(CoverageLog.class);

	private final HandlerDirectory handlers;

	private final ObjectProvider<Ledger> ledger;

	private final ExecutorService thread = Executors
		.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("socialhook-coverage").factory());

	CoverageLog(HandlerDirectory handlers, ObjectProvider<Ledger> ledger) {
		this.handlers = handlers;
		this.ledger = ledger;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (!this.handlers.list().isEmpty() && !this.thread.isShutdown()) {
			this.ledger.ifAvailable((stored) -> this.thread.execute(() -> log(stored)));
			this.thread.shutdown();
		}
	}

	private void log(Ledger stored) {
		try {
			Map<String, Long> came = stored.events(HandlerCoverage.LATEST);
			HandlerCoverage coverage = this.handlers.coverage(came);
			if (!coverage.untaken().isEmpty() || !coverage.unhandled().isEmpty()) {
				logger.info(describeEvents(coverage));
			}
			if (!came.isEmpty() && !coverage.idle().isEmpty()) {
				logger.info("None of the latest " + HandlerCoverage.LATEST + " deliveries is for "
						+ String.join(", ", coverage.idle()));
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The stored events cannot be read", ex);
		}
	}

	private static String describeEvents(HandlerCoverage coverage) {
		String untaken = coverage.untaken().size() + " of the " + coverage.events() + " events of Social+";
		return coverage.unhandled().isEmpty() ? "No handler takes " + untaken + "; none of them was received recently"
				: "No handler takes these recently received events: " + coverage.unhandled()
					.entrySet()
					.stream()
					.map((each) -> each.getKey() + " (" + each.getValue() + ")")
					.collect(Collectors.joining(", ")) + ". In total, no handler takes " + untaken;
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
