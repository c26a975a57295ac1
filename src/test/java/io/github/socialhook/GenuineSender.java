package io.github.socialhook;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends one genuine delivery after another, each over a connection of its own. */
final class GenuineSender implements AutoCloseable {

	private static final long PAUSE_MILLIS = 10;

	private static final int ENOUGH = 10;

	private final int port;

	private final String secret;

	private final List<RawAnswer> answers = new CopyOnWriteArrayList<>();

	private final AtomicInteger sent = new AtomicInteger();

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

	private final Future<?> sending;

	GenuineSender(int port, String secret) {
		this.port = port;
		this.secret = secret;
		this.sending = this.thread.scheduleWithFixedDelay(this::send, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void send() {
		WebhookRequest request = WebhookRequest.signed().withSecret(this.secret);
		this.sent.incrementAndGet();
		long started = System.nanoTime();
		RawAnswer answer = answerTo(request, Timeouts.CONNECTIONS);
		// With the time that it takes to be let in.
		Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
		this.answers.add(new RawAnswer(answer.status(), answer.headers(), answer.body(), elapsed));
	}

	private RawAnswer answerTo(WebhookRequest request, int connections) {
		try (Wire wire = new Wire(this.port)) {
			return wire.send(request.bytes()).answer();
		}
		catch (UncheckedIOException ex) {
			if (connections == 1) {
				throw ex;
			}
			return answerTo(request, connections - 1);
		}
	}

	/**
	 * Returns whether so many were answered that they show something, or none will be.
	 */
	boolean hasEnough() {
		return this.answers.size() > ENOUGH || this.sending.isDone();
	}

	/** Ends after the delivery under way, and returns how many were acknowledged. */
	int end() {
		this.thread.close();
		return (int) this.answers.stream().filter((answer) -> answer.status() == 200).count();
	}

	/** Requires that each was acknowledged. */
	void requireThatAllWereAcknowledged() {
		// What could not be sent has ended it, and says why.
		if (this.sending.state() == Future.State.FAILED) {
			throw new AssertionError("A genuine delivery came to nothing", this.sending.exceptionNow());
		}
		assertThat(this.answers).hasSizeGreaterThan(ENOUGH).allSatisfy((answer) -> assertThat(answer).isAcknowledged());
	}

	/** How many have been sent at most. */
	int sent() {
		return this.sent.get();
	}

	/** The time in which this share of them was answered, in percent. */
	Duration within(int percent) {
		List<Duration> sorted = this.answers.stream().map(RawAnswer::elapsed).sorted().toList();
		return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}
