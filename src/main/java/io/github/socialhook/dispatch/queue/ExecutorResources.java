package io.github.socialhook.dispatch.queue;

import java.time.InstantSource;
import java.util.concurrent.Executor;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.dispatch.attempt.AttemptRecorder;
import io.github.socialhook.dispatch.attempt.AttemptRunner;
import io.github.socialhook.dispatch.attempt.FaultReporter;

/**
 * What the executors of all handlers share.
 *
 * @param threads the threads that run the attempts
 * @param runner runs the attempts
 * @param recorder records their results
 * @param listener is notified when a handler is held
 * @param clock the source of the current time
 * @param faults reports faults of the executors
 * @param wakeUp is run when an executor can accept more from the store
 */
public record ExecutorResources(Executor threads, AttemptRunner runner, AttemptRecorder recorder,
		HandlingListener listener, InstantSource clock, FaultReporter faults, Runnable wakeUp) {

}
