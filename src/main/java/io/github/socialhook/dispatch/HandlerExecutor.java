package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.handler.HandlerStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where the work of one handler waits and runs. Each handler has a desk of its own, so
 * that one that is slow keeps only its own work waiting. What cannot begin within a
 * second goes back into the handler's queue in the store, and as long as something waits
 * there all its new work queues up behind it: from then on the desk takes from that queue
 * as much as it can run at once. A handler that is paused, or fails for nearly
 * everything, is held: all of its work waits in the store.
 */
final class HandlerExecutor {

	private static final Duration LAG = Duration.ofSeconds(1);

	private final Handler handler;

	private final Threads threads;

	private final InstantSource clock;

	private final Runnable bell;

	private final HandlerAdmission gate;

	private final KeyedQueue waiting = new KeyedQueue();

	/** By identity: what a job holds is large, and nobody asks whether two are equal. */
	private final Set<HandlerExecution> running = Collections.newSetFromMap(new IdentityHashMap<>());

	/** Whether a thread is on its way. */
	private boolean called;

	/** How many of the jobs here come from the handler's queue in the store. */
	private int fromQueue;

	/** How many jobs are being written back into it. */
	private int leaving;

	/** Whether first attempts wait in it, as far as is known. */
	private boolean behind = true;

	/** So that what was claimed together is taken on from the front, without gaps. */
	private boolean refusing;

	private boolean stopped;

	/**
	 * Sets up a desk.
	 * @param threads come when they are called
	 * @param bell is rung when more can be taken from the queue in the store
	 */
	HandlerExecutor(Handler handler, Threads threads, HandlingListener listener, InstantSource clock, Runnable bell) {
		this.handler = handler;
		this.threads = threads;
		this.clock = clock;
		this.bell = bell;
		this.gate = new HandlerAdmission(handler, listener, clock);
	}

	Handler handler() {
		return this.handler;
	}

	/**
	 * Takes on a job, or sends it into the queue in the store.
	 * @return whether it is taken on
	 */
	synchronized boolean offer(HandlerExecution job) {
		if (this.stopped) {
			job.abandon();
			return false;
		}
		boolean refused = job.isFromItsQueue() ? this.refusing || allowance() == 0 : this.behind || this.gate.isHeld();
		if (refused) {
			this.refusing = true;
			postpone(job);
			return false;
		}
		this.fromQueue += job.isFromItsQueue() ? 1 : 0;
		this.waiting.add(job);
		call();
		return true;
	}

	/**
	 * Calls one thread at a time, and each calls the next before it begins: what is over
	 * at once needs few of them, and waking one costs more than that.
	 */
	private void call() {
		if (!this.called && this.waiting.anyReady() && this.running.size() < allowance()) {
			this.called = this.threads.call(this);
			if (!this.called && this.running.isEmpty()) {
				giveBack(LAG);
			}
		}
	}

	/** A thread has come. Returns the job to begin with, if there is any left. */
	synchronized @Nullable HandlerExecution take() {
		this.called = false;
		HandlerExecution job = next();
		call();
		return job;
	}

	private @Nullable HandlerExecution next() {
		HandlerExecution job = (this.running.size() < allowance()) ? this.waiting.poll() : null;
		if (job != null) {
			this.running.add(job);
			this.gate.begins(job);
		}
		return job;
	}

	/** A job is over. Returns the one to go on with, if any. */
	synchronized @Nullable HandlerExecution ended(HandlerExecution job) {
		this.running.remove(job);
		this.fromQueue -= job.isFromItsQueue() ? 1 : 0;
		this.gate.ends(job);
		this.waiting.done(job);
		HandlerExecution next = next();
		call();
		if (this.behind && !this.stopped) {
			this.bell.run();
		}
		return next;
	}

	/** There was no thread for a job. */
	synchronized void couldNotBegin(HandlerExecution job) {
		this.running.remove(job);
		this.fromQueue -= job.isFromItsQueue() ? 1 : 0;
		this.gate.ends(job);
		this.waiting.done(job);
		postpone(job, LAG);
	}

	private int allowance() {
		return this.stopped ? 0 : this.gate.width();
	}

	/** How many more jobs may come from the queue in the store. */
	synchronized int room() {
		this.refusing = false;
		int allowance = allowance();
		int free = Math.max(0, allowance - this.running.size() - this.waiting.size());
		if (this.behind || this.gate.isHeld() || allowance == 0) {
			return free;
		}
		// However much is handed over, what is due again gets its share.
		return Math.max(free, Math.max(1, allowance / 4) - this.fromQueue);
	}

	/** The store was looked into. */
	synchronized void looked(boolean firstsAreWaiting) {
		if (firstsAreWaiting) {
			this.behind = true;
		}
		else if (this.leaving == 0 && !this.gate.isHeld()) {
			this.behind = false;
		}
	}

	/** An attempt succeeded. */
	synchronized void succeeded(HandlerExecution job) {
		this.gate.succeeded(job);
	}

	/**
	 * An attempt failed.
	 * @return how long the delivery is to step aside without losing an attempt; null if
	 * the attempt counts
	 */
	synchronized @Nullable Duration failed(HandlerExecution job, Throwable thrown) {
		Duration aside = this.gate.failed(job, thrown);
		if (this.gate.isHeld()) {
			shed();
		}
		return aside;
	}

	/** Sends a job back into the queue in the store, where it loses no attempt. */
	synchronized void postpone(HandlerExecution job, Duration aside) {
		this.leaving++;
		this.behind = true;
		job.postpone(this.clock.instant().plus(aside), this::left);
	}

	private void postpone(HandlerExecution job) {
		postpone(job, Duration.ZERO);
	}

	private synchronized void left() {
		this.leaving--;
	}

	private void shed() {
		giveBack(Duration.ZERO);
	}

	private void giveBack(Duration aside) {
		this.behind = true;
		for (HandlerExecution job : this.waiting.drain()) {
			this.fromQueue -= job.isFromItsQueue() ? 1 : 0;
			postpone(job, aside);
		}
	}

	/** Sends back what has waited for long, and probes when it is time. */
	synchronized void tick(long nanos) {
		if (this.waiting.anySinceBefore(nanos - LAG.toNanos())) {
			shed();
		}
		if (this.behind) {
			// So that the store knows whose next event has to wait.
			this.running.forEach((job) -> job.work().separate());
		}
		if (this.gate.isFailing() && this.running.isEmpty() && allowance() > 0) {
			this.bell.run();
		}
	}

	/** Pauses it, or lets it go on if the time is absent. */
	synchronized void pause(@Nullable Instant since) {
		this.gate.pause(since);
		if (since != null) {
			shed();
		}
		else if (this.behind) {
			this.bell.run();
		}
	}

	/** Lets it go on although it has failed for nearly everything. */
	synchronized void reopen() {
		this.gate.reopen();
		this.bell.run();
	}

	synchronized HandlerStatus status() {
		return new HandlerStatus(this.gate.pausedSince(), this.gate.failingSince(), this.running.size());
	}

	/** Begins nothing more, and gives back what waits. */
	void stop() {
		List<HandlerExecution> given = new ArrayList<>();
		synchronized (this) {
			this.stopped = true;
			given.addAll(this.waiting.drain());
		}
		given.forEach(HandlerExecution::abandon);
	}

	/** Threads that jobs run on. */
	interface Threads {

		/**
		 * Calls a thread, which asks for {@link HandlerExecutor#take()} and goes on with
		 * whatever {@link HandlerExecutor#ended(HandlerExecution)} returns.
		 * @return false if there is none
		 */
		boolean call(HandlerExecutor desk);

	}

}
