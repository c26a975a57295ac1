package io.github.socialhook.dispatch.queue;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import io.github.socialhook.dispatch.attempt.AttemptResult;
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
			logger.error("There is no thread for handler " + this.executor.handler(), ex);
			return false;
		}
	}

	@Override
	public void run() {
		HandlerExecution execution = this.executor.poll();
		while (execution != null) {
			execution = process(execution);
		}
	}

	/** Returns the next execution for this thread, if any. */
	private @Nullable HandlerExecution process(HandlerExecution execution) {
		AttemptResult result = this.resources.runner().run(execution, (abandoned) -> {
			conclude(execution, abandoned);
			this.executor.complete(execution);
		});
		if (result instanceof AttemptResult.Abandoned) {
			return null;
		}
		conclude(execution, result);
		return this.executor.completeAndPoll(execution);
	}

	private void conclude(HandlerExecution execution, AttemptResult result) {
		try {
			switch (result) {
				case AttemptResult.Succeeded succeeded -> {
					this.executor.succeeded(execution);
					this.resources.recorder().record(execution, succeeded);
				}
				case AttemptResult.Rejected rejected -> this.resources.recorder().record(execution, rejected);
				case AttemptResult.Failed failed -> conclude(execution, failed);
				case AttemptResult.LeaseTooShort notStarted -> this.executor.postpone(execution, Duration.ZERO);
				case AttemptResult.Cancelled cancelled -> execution.release();
				case AttemptResult.Abandoned abandoned -> {
				}
			}
		}
		catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError ex) {
			logger.error("It could not be noted how handler " + execution.handler() + " fared with delivery "
					+ execution.id(), ex);
			this.executor.postpone(execution, FAULT_BACKOFF);
		}
	}

	private void conclude(HandlerExecution execution, AttemptResult.Failed failed) {
		switch (this.executor.failed(execution, failed.cause())) {
			case FailureDecision.Count() -> this.resources.recorder().record(execution, failed);
			case FailureDecision.Postpone(Duration delay) ->
				this.executor.postpone(execution, this.resources.recorder().reportUncounted(execution, failed, delay));
		}
	}

}
