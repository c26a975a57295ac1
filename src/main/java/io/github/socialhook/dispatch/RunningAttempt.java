package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;

/** An attempt that is under way on a thread. */
final class RunningAttempt {

	private final HandlerExecutor desk;

	private final HandlerExecution job;

	private final Thread thread = Thread.currentThread();

	private final Instant startedAt;

	private final long startedNanos = System.nanoTime();

	private boolean over;

	private boolean interrupted;

	private boolean givenUp;

	RunningAttempt(HandlerExecutor desk, HandlerExecution job, Instant startedAt) {
		this.desk = desk;
		this.job = job;
		this.startedAt = startedAt;
	}

	HandlerExecutor desk() {
		return this.desk;
	}

	HandlerExecution job() {
		return this.job;
	}

	Instant startedAt() {
		return this.startedAt;
	}

	Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.startedNanos);
	}

	StackTraceElement[] whereItIs() {
		return this.thread.getStackTrace();
	}

	synchronized void interrupt() {
		if (!this.over && !this.interrupted) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	/**
	 * Goes on without it.
	 * @return false if it is over already
	 */
	synchronized boolean giveUp() {
		boolean first = !this.over;
		this.over = true;
		this.givenUp |= first;
		return first;
	}

	/**
	 * Ends it, so that no late interrupt hits what the thread does next.
	 * @return false if it was given up before
	 */
	synchronized boolean end() {
		this.over = true;
		Thread.interrupted();
		return !this.givenUp;
	}

	synchronized boolean wasInterrupted() {
		return this.interrupted;
	}

}
