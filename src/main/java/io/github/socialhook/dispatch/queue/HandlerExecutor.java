package io.github.socialhook.dispatch.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.github.socialhook.dispatch.attempt.HandlerExecution;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.handler.HandlerStatus;
import org.jspecify.annotations.Nullable;

/**
 * Queues and runs the executions of one handler. Each handler has an executor of its own,
 * so that a slow handler delays only its own deliveries. What cannot start within a
 * second goes back into the handler's queue in the store, and as long as something waits
 * there all new deliveries queue behind it: from then on the executor takes from that
 * queue as much as it can run at once. While a handler is paused, or its circuit breaker
 * is open, all its deliveries wait in the store.
 */
public final class HandlerExecutor {

	private static final Duration MAXIMUM_WAIT = Duration.ofSeconds(1);

	private final Handler handler;

	private final InstantSource clock;

	private final Runnable wakeUp;

	private final HandlerAdmission admission;

	private final KeyedQueue waiting = new KeyedQueue();

	private final StoredBacklog backlog = new StoredBacklog();

	/** By identity: what an execution holds is large, and two are never equal. */
	private final Set<HandlerExecution> running = Collections.newSetFromMap(new IdentityHashMap<>());

	private final HandlerWorker worker;

	private boolean threadRequested;

	private boolean stopped;

	HandlerExecutor(Handler handler, ExecutorResources resources) {
		this.handler = handler;
		this.clock = resources.clock();
		this.wakeUp = resources.wakeUp();
		this.admission = new HandlerAdmission(handler, resources);
		this.worker = new HandlerWorker(this, resources);
	}

	Handler handler() {
		return this.handler;
	}

	/**
	 * Accepts an execution, or sends it into the queue in the store. What is accepted
	 * waits until {@link #start}, or until a thread of this handler is free: waking a
	 * thread for each costs more than a short attempt.
	 * @return whether it is accepted
	 */
	synchronized boolean offer(HandlerExecution execution) {
		if (this.stopped) {
			execution.release();
			return false;
		}
		if (refuses(execution)) {
			this.backlog.refused();
			postpone(execution, Duration.ZERO);
			return false;
		}
		this.backlog.accepted(execution);
		this.waiting.add(execution);
		return true;
	}

	/** Starts to run what has been accepted. */
	synchronized void start() {
		requestThread();
	}

	private boolean refuses(HandlerExecution execution) {
		return execution.isFromHandlerQueue() ? this.backlog.isRefusing() || permits() == 0
				: this.backlog.isWaiting() || this.admission.isHeld();
	}

	/**
	 * Requests one thread at a time, and each requests the next before it starts: short
	 * attempts need few threads, and waking one costs more than such an attempt.
	 */
	private void requestThread() {
		if (!this.threadRequested && this.waiting.anyReady() && this.running.size() < permits()) {
			this.threadRequested = this.worker.start();
			if (!this.threadRequested && this.running.isEmpty()) {
				postponeWaiting(MAXIMUM_WAIT);
			}
		}
	}

	/** The requested thread has started. Returns its first execution, if any is left. */
	synchronized @Nullable HandlerExecution poll() {
		this.threadRequested = false;
		HandlerExecution next = next();
		requestThread();
		return next;
	}

	private @Nullable HandlerExecution next() {
		HandlerExecution next = (this.running.size() < permits()) ? this.waiting.poll() : null;
		if (next != null) {
			this.running.add(next);
			this.admission.started(next);
		}
		return next;
	}

	/** An execution is over. Returns the next one for the same thread, if any. */
	synchronized @Nullable HandlerExecution completeAndPoll(HandlerExecution execution) {
		remove(execution);
		HandlerExecution next = next();
		requestThread();
		wakeUpIfWaiting();
		return next;
	}

	/** An execution is over, and its thread is lost. */
	synchronized void complete(HandlerExecution execution) {
		remove(execution);
		requestThread();
		wakeUpIfWaiting();
	}

	private void remove(HandlerExecution execution) {
		this.running.remove(execution);
		this.backlog.removed(execution);
		this.admission.ended(execution);
		this.waiting.done(execution);
	}

	private void wakeUpIfWaiting() {
		if (this.backlog.isWaiting() && !this.stopped) {
			this.wakeUp.run();
		}
	}

	private int permits() {
		return this.stopped ? 0 : this.admission.permits();
	}

	/** Returns how many more executions may come from the queue in the store. */
	synchronized int capacity() {
		this.backlog.nextBatch();
		int permits = permits();
		int free = Math.max(0, permits - this.running.size() - this.waiting.size());
		if (this.backlog.isWaiting() || this.admission.isHeld() || permits == 0) {
			return free;
		}
		// Retries get their share, however many new deliveries there are.
		return Math.max(free, Math.max(1, permits / 4) - this.backlog.claimed());
	}

	/** The store was searched. */
	synchronized void searched(boolean firstAttemptsWait) {
		if (firstAttemptsWait) {
			this.backlog.startWaiting();
		}
		else if (!this.admission.isHeld()) {
			this.backlog.foundEmpty();
		}
	}

	synchronized void succeeded(HandlerExecution execution) {
		this.admission.succeeded(execution);
	}

	synchronized FailureDecision failed(HandlerExecution execution, Throwable thrown) {
		FailureDecision decision = this.admission.failed(execution, thrown);
		if (this.admission.isHeld()) {
			postponeWaiting(Duration.ZERO);
		}
		return decision;
	}

	/** Sends an execution into the queue in the store; the attempt does not count. */
	synchronized void postpone(HandlerExecution execution, Duration delay) {
		Instant until = this.clock.instant().plus(delay);
		this.backlog.writing();
		execution.postpone(until, this::postponed);
	}

	/** Something for this handler is about to be written into the queue in the store. */
	synchronized void postponing() {
		this.backlog.writing();
	}

	/** It is written, or cannot be. */
	synchronized void postponed() {
		this.backlog.written();
	}

	private void postponeWaiting(Duration delay) {
		this.backlog.startWaiting();
		for (HandlerExecution execution : this.waiting.drain()) {
			this.backlog.removed(execution);
			postpone(execution, delay);
		}
	}

	/** Sends back what has waited for too long, and starts a probe if one is due. */
	synchronized void tick(long nanos) {
		if (this.waiting.anyQueuedBefore(nanos - MAXIMUM_WAIT.toNanos())) {
			postponeWaiting(Duration.ZERO);
		}
		if (this.backlog.isWaiting()) {
			// So that the store knows whose next event must wait.
			this.running.forEach(HandlerExecution::separate);
		}
		if (this.admission.isFailing() && this.running.isEmpty() && permits() > 0) {
			this.wakeUp.run();
		}
	}

	/** Pauses the handler, or resumes it if the time is absent. */
	synchronized void pause(@Nullable Instant since) {
		this.admission.pause(since);
		if (since != null) {
			postponeWaiting(Duration.ZERO);
		}
		else if (this.backlog.isWaiting()) {
			this.wakeUp.run();
		}
	}

	/** Closes the circuit breaker. */
	public synchronized void closeBreaker() {
		this.admission.closeBreaker();
		this.wakeUp.run();
	}

	/**
	 * Returns the status of the handler.
	 * @return the status on this node
	 */
	public synchronized HandlerStatus status() {
		return new HandlerStatus(this.admission.pausedSince(), this.admission.failingSince(),
				this.admission.nextProbeAt(), this.admission.lastError(), this.running.size());
	}

	/** Starts nothing more, and releases what waits. */
	void stop() {
		List<HandlerExecution> released = new ArrayList<>();
		synchronized (this) {
			this.stopped = true;
			released.addAll(this.waiting.drain());
		}
		released.forEach(HandlerExecution::release);
	}

}
