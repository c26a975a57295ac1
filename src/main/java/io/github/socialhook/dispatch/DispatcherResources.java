package io.github.socialhook.dispatch;

import java.time.InstantSource;
import java.util.function.Supplier;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.handler.RetryPolicy;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.UpkeepListener;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.redaction.Redaction;
import io.github.socialhook.tracing.AttemptTracer;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher works with.
 *
 * @param queue the due deliveries
 * @param pauses the paused handlers
 * @param registry the handlers
 * @param retries replaces the configured schedule of retries, if there is one
 * @param listener is notified of attempts and deliveries
 * @param upkeep is notified when pauses cannot be looked up
 * @param clock the source of the current time
 * @param redaction masks what is recorded of exceptions
 * @param tracer traces attempts
 */
record DispatcherResources(WorkQueue queue, Pauses pauses, Supplier<HandlerRegistry> registry,
		@Nullable RetryPolicy retries, HandlingListener listener, UpkeepListener upkeep, InstantSource clock,
		Redaction redaction, AttemptTracer tracer) {

	DispatcherResources {
		listener = new FailSafeHandlingListener(listener);
	}

}
