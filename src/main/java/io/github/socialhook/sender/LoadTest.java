package io.github.socialhook.sender;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a steady rate, whether or not earlier ones have been answered, as
 * Social+ does. A request that has to wait for its turn on this machine counts from when
 * it was due, so that a slow receiver cannot hide behind a slow sender.
 */
public final class LoadTest {

	private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	/** How exact the figures are, in decimal digits. */
	private static final int DIGITS = 3;

	private static final long PROGRESS_NANOS = Duration.ofMillis(200).toNanos();

	private final WebhookSender sender;

	private final LongFunction<byte[]> bodies;

	private final Consumer<LoadReport> progress;

	private final LongAdder acknowledged = new LongAdder();

	private final LongAdder late = new LongAdder();

	private final AtomicLong sent = new AtomicLong();

	private final Map<String, LongAdder> wrong = new ConcurrentHashMap<>();

	private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

	private final Histogram times = new ConcurrentHistogram(DIGITS);

	/**
	 * A load.
	 * @param sender posts the requests
	 * @param bodies makes the body of each request, from 0
	 * @param progress is told now and then how it goes
	 */
	public LoadTest(WebhookSender sender, LongFunction<byte[]> bodies, Consumer<LoadReport> progress) {
		this.sender = sender;
		this.bodies = bodies;
		this.progress = progress;
	}

	/**
	 * Sends all requests, and waits for their answers.
	 * @param rate how many each second
	 * @param duration how long
	 * @return what came of it
	 */
	public LoadReport run(int rate, Duration duration) throws InterruptedException {
		long number = Math.max(1, duration.toMillis() * rate / 1000);
		long started = System.nanoTime();
		long told = started;
		try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
			for (long i = 0; i < number; i++) {
				long each = i;
				long due = started + i * NANOS_PER_SECOND / rate;
				waitUntil(due);
				requests.execute(() -> send(each, due));
				if (System.nanoTime() - told > PROGRESS_NANOS) {
					told = System.nanoTime();
					this.progress.accept(report(started));
				}
			}
		}
		return report(started);
	}

	private static void waitUntil(long due) throws InterruptedException {
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			LockSupport.parkNanos(left);
		}
	}

	private void send(long number, long due) {
		this.sent.incrementAndGet();
		try {
			SendResult result = this.sender.post(this.bodies.apply(number), Signing.GENUINE);
			long elapsed = System.nanoTime() - due;
			if (!(result instanceof SendResult.Failed)) {
				this.times.recordValue(elapsed);
			}
			count(result, elapsed > this.sender.timeout().toNanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void count(SendResult result, boolean tooLate) {
		switch (result) {
			case SendResult.Answered answered when answered.isAcknowledged() ->
				(tooLate ? this.late : this.acknowledged).increment();
			case SendResult.Answered answered ->
				add(this.wrong, answered.status() + ((answered.status() == 200) ? " with another body" : ""));
			case SendResult.Late never -> this.late.increment();
			case SendResult.Failed failure -> add(this.failed, failure.reason());
		}
	}

	private static void add(Map<String, LongAdder> counts, String what) {
		counts.computeIfAbsent(what, (key) -> new LongAdder()).increment();
	}

	private LoadReport report(long started) {
		Histogram now = this.times.copy();
		return new LoadReport(this.sent.get(), this.acknowledged.sum(), this.late.sum(), sums(this.wrong),
				sums(this.failed), Duration.ofNanos(now.getValueAtPercentile(50)),
				Duration.ofNanos(now.getValueAtPercentile(99)), Duration.ofNanos(now.getValueAtPercentile(99.9)),
				Duration.ofNanos(now.getMaxValue()), Duration.ofNanos(System.nanoTime() - started));
	}

	private static Map<String, Long> sums(Map<String, LongAdder> counts) {
		Map<String, Long> sums = new TreeMap<>();
		counts.forEach((what, number) -> sums.put(what, number.sum()));
		return sums;
	}

}
