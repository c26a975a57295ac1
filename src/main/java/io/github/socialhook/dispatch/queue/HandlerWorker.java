package io.github.socialhook.dispatch.queue;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import io.github.socialhook.delivery.FaultSource;
import io.github.socialhook.dispatch.attempt.AttemptResult;
import io.github.socialhook.dispatch.attempt.DeliveryLogContext;
import io.github.socialhook.dispatch.attempt.HandlerExecution;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** The task of the threads that run the attempts of one handler. */
final class HandlerWorker implements Runnable {

	private static final Log logger = LogFactory.getLog(HandlerWorker.class);

	private static final Duration FAULT_BACKOFF = Duration.ofMinutes(1);

	private final HandlerExecutor executor;

	private final ExecutorResources resources;

	HandlerWorker(HandlerExecutor executor, ExecutorResources resources) {
		this.executor = executor;
		this.resources = resources;
	}

	/** Starts a thread; false if there is none. */
	boolean start() {
		try {
			this.resources.threads().execute(this);
			return true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			logger.error("No thread could be started for handler " + this.executor.handler(), ex);
			return false;
		}
	}

	@Override
	public void run() {
		HandlerExecution execution = poll();
		while (execution != null) {
			execution = process(execution) ? next(execution) : null;
		}
	}

	/** Returns false if another thread has continued. */
	private boolean process(HandlerExecution execution) {
		AttemptResult result = attempt(execution);
		if (result instanceof AttemptResult.Abandoned) {
			return false;
		}
		conclude(execution, result);
		return true;
	}

	private AttemptResult attempt(HandlerExecution execution) {
		try {
			return DeliveryLogContext.call(execution.id(),
					() -> this.resources.runner().run(execution, (result) -> abandon(execution, result)));
		}
		catch (Throwable ex) {
			report(execution, ex);
			return new AttemptResult.Faulted();
		}
	}

	private void abandon(HandlerExecution execution, AttemptResult result) {
		conclude(execution, result);
		this.resources.faults()
			.guard(FaultSource.WATCHDOG, "Handler " + this.executor.handler() + " may run fewer attempts at a time",
					() -> this.executor.complete(execution));
	}

	private @Nullable HandlerExecution poll() {
		try {
			return this.executor.poll();
		}
		catch (Throwable ex) {
			return withoutNext(ex);
		}
	}

	private @Nullable HandlerExecution next(HandlerExecution execution) {
		try {
			return this.executor.completeAndPoll(execution);
		}
		catch (Throwable ex) {
			return withoutNext(ex);
		}
	}

	/** What waits goes back into the store within a second, so the thread may end. */
	private @Nullable HandlerExecution withoutNext(Throwable fault) {
		this.resources.faults()
			.report(FaultSource.HANDLER,
					"A thread of handler " + this.executor.handler() + " ends after an " + "unexpected exception",
					fault);
		return null;
	}

	/** Never throws. */
	private void conclude(HandlerExecution execution, AttemptResult result) {
		try {
			DeliveryLogContext.call(execution.id(), () -> {
				settle(execution, result);
				return result;
			});
		}
		catch (Throwable ex) {
			report(execution, ex);
			this.resources.faults()
				.guard(FaultSource.HANDLER, "Delivery " + execution.id() + " is retried when its lease expires",
						() -> this.executor.postpone(execution, FAULT_BACKOFF));
		}
	}

	private void settle(HandlerExecution execution, AttemptResult result) {
		switch (result) {
			case AttemptResult.Succeeded succeeded -> {
				this.executor.succeeded(execution);
				this.resources.recorder().record(execution, succeeded);
			}
			case AttemptResult.Rejected rejected -> this.resources.recorder().record(execution, rejected);
			case AttemptResult.Failed failed -> settle(execution, failed);
			case AttemptResult.LeaseTooShort notStarted -> this.executor.postpone(execution, Duration.ZERO);
			case AttemptResult.Faulted faulted -> this.executor.postpone(execution, FAULT_BACKOFF);
			case AttemptResult.Cancelled cancelled -> execution.release();
			case AttemptResult.Interrupted interrupted -> execution.interrupted();
			case AttemptResult.Abandoned abandoned -> {
			}
		}
	}

	private void report(HandlerExecution execution, Throwable fault) {
		this.resources.faults()
			.report(FaultSource.HANDLER, "The result of handler " + execution.handler() + " for delivery "
					+ execution.id() + " could not be recorded", fault);
	}

	private void settle(HandlerExecution execution, AttemptResult.Failed failed) {
		switch (this.executor.failed(execution, failed.cause())) {
			case FailureDecision.Count() -> this.resources.recorder().record(execution, failed);
			case FailureDecision.Postpone(Duration delay) ->
				this.executor.postpone(execution, this.resources.recorder().reportUncounted(execution, failed, delay));
		}
	}

}
