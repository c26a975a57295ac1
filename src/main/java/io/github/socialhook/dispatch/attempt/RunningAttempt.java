package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** An attempt that is running on a thread. */
final class RunningAttempt {

	private final HandlerExecution execution;

	private final Consumer<AttemptResult> onAbandoned;

	private final Thread thread = Thread.currentThread();

	private final Instant startedAt;

	private final long startedNanos = System.nanoTime();

	private State state = State.RUNNING;

	RunningAttempt(HandlerExecution execution, Instant startedAt, Consumer<AttemptResult> onAbandoned) {
		this.execution = execution;
		this.startedAt = startedAt;
		this.onAbandoned = onAbandoned;
	}

	HandlerExecution execution() {
		return this.execution;
	}

	/** Receives the result if the attempt is abandoned. */
	Consumer<AttemptResult> onAbandoned() {
		return this.onAbandoned;
	}

	Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.startedNanos);
	}

	AttemptResult.Timing timing() {
		return new AttemptResult.Timing(this.startedAt, elapsed());
	}

	StackTraceElement[] stackTrace() {
		return this.thread.getStackTrace();
	}

	synchronized void interrupt() {
		if (this.state == State.RUNNING) {
			this.state = State.INTERRUPTED;
			this.thread.interrupt();
		}
	}

	/**
	 * Stops waiting for it.
	 * @return false if it has ended
	 */
	synchronized boolean abandon() {
		if (this.state == State.ENDED || this.state == State.ABANDONED) {
			return false;
		}
		this.state = State.ABANDONED;
		return true;
	}

	/**
	 * Ends it, so that no late interrupt reaches what the thread does next.
	 * @return the state before
	 */
	synchronized State end() {
		State before = this.state;
		Thread.interrupted();
		if (before != State.ABANDONED) {
			this.state = State.ENDED;
		}
		return before;
	}

	/** The states of a running attempt. */
	enum State {

		/** The handler runs. */
		RUNNING,

		/** The handler runs and was interrupted. */
		INTERRUPTED,

		/** The handler did not react to the interrupt, and its result was reported. */
		ABANDONED,

		/** The handler has returned or thrown. */
		ENDED

	}

}
