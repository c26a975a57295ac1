package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.log.FaultLog;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.kafka.consume.LogWorkQueue.Held;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * A thread that reads the log for one handler, as a member of its consumer group, from
 * the start of the dispatcher to its stop. Whatever happens to it, it begins again at the
 * position that was committed.
 */
final class HandlerConsumer {

	private static final Log logger = LogFactory.getLog(HandlerConsumer.class);

	private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

	private static final Duration DRAIN_INTERVAL = Duration.ofMillis(50);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	private static final LogLimit failureLog = new LogLimit();

	private final String handler;

	private final Resources resources;

	private final HandlerLog log = new HandlerLog();

	/** What is to be done again a little later. */
	private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

	private final Thread thread;

	private long lastLater = System.nanoTime();

	private volatile boolean draining;

	private volatile boolean closing;

	/** Creates a consumer that is not running yet. */
	HandlerConsumer(String handler, Resources resources) {
		this.handler = handler;
		this.resources = resources;
		this.thread = Thread.ofPlatform().daemon().name("socialhook-log-" + handler).unstarted(this::run);
		FaultLog.prepare();
	}

	void start() {
		this.thread.start();
	}

	String handler() {
		return this.handler;
	}

	HandlerLog log() {
		return this.log;
	}

	/** Runs something on the thread of this consumer, about a second later. */
	void runLater(Runnable task) {
		this.later.add(task);
	}

	/**
	 * Hands over nothing more. Once what was handed over has ended, the partitions are
	 * left to other nodes.
	 */
	void drain() {
		this.draining = true;
	}

	/** Whether it has ended. */
	boolean isEnded() {
		return !this.thread.isAlive();
	}

	/** Begins to end, even if something that was handed over has not. */
	void close() {
		this.draining = true;
		this.closing = true;
	}

	/** Waits until it has ended, within some seconds. */
	void awaitEnd() {
		try {
			this.thread.join(CLOSE_TIMEOUT);
			if (this.thread.isAlive()) {
				this.thread.interrupt();
				this.thread.join(CLOSE_TIMEOUT);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		while (!isOver()) {
			try {
				consume();
			}
			catch (Throwable ex) {
				// Without this thread the handler gets nothing any more.
				failed(ex);
			}
		}
	}

	private boolean isOver() {
		return this.closing || (this.draining && this.log.isIdle());
	}

	private void consume() throws Exception {
		int generation = this.resources.groups().prepare(this.handler);
		KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				ConsumerSettings.of(this.resources.source().client(), this.handler));
		LogReader reader = new LogReader(this.handler, generation, this.resources.source(), this.resources.troubles(),
				this.log, consumer, (task) -> this.resources.writer().move(new Held(this, task)));
		try {
			reader.subscribe();
			while (!isOver()) {
				if (this.draining) {
					reader.drain(DRAIN_INTERVAL);
				}
				else if (reader.step()) {
					this.resources.onRead().run();
				}
				runLater();
			}
		}
		finally {
			if (this.closing) {
				reader.hurry();
			}
			try {
				consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
			}
			finally {
				reader.lost();
			}
		}
	}

	private void runLater() {
		if (System.nanoTime() - this.lastLater > RETRY_INTERVAL.toNanos()) {
			this.lastLater = System.nanoTime();
			for (int i = this.later.size(); i > 0; i--) {
				run(this.later.poll());
			}
		}
	}

	private static void run(@Nullable Runnable task) {
		if (task != null) {
			task.run();
		}
	}

	private void report(Throwable failure) {
		long suppressed = failureLog.acquire();
		if (suppressed < 0) {
			return;
		}
		String message = "Handler " + this.handler + " cannot read the log, which is tried again"
				+ LogLimit.describe(suppressed);
		if (failure instanceof KafkaException || failure instanceof ExecutionException
				|| failure instanceof TimeoutException || failure instanceof StoreUnavailableException) {
			logger.warn(message + ": " + NestedExceptionUtils.getMostSpecificCause(failure));
		}
		else {
			FaultLog.error(logger, message, failure);
		}
	}

	private void failed(Throwable failure) {
		if (isOver()) {
			logger.debug("The stop has interrupted the consumer of handler " + this.handler, failure);
			return;
		}
		report(failure);
		try {
			Thread.sleep(RETRY_INTERVAL);
		}
		catch (InterruptedException ex) {
			logger.debug("A pause was interrupted", ex);
		}
	}

	/**
	 * What the consumers of all handlers share.
	 *
	 * @param source the log
	 * @param groups the consumer groups
	 * @param troubles what the database has of the log
	 * @param writer moves what is not handed over to the database
	 * @param onRead is run when something was read that is to be handed over
	 */
	record Resources(LogSource source, LogGroups groups, LoggedTroubles troubles, TroubleWriter writer,
			Runnable onRead) {

	}

}
