package io.github.socialhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends one genuine delivery after another, each over a connection of its own. */
final class GenuineSender implements AutoCloseable {

	private static final long PAUSE_MILLIS = 10;

	private final int port;

	private final String secret;

	private final List<RawAnswer> answers = new ArrayList<>();

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

	private final Future<?> sending;

	GenuineSender(int port, String secret) {
		this.port = port;
		this.secret = secret;
		this.sending = this.thread.scheduleWithFixedDelay(this::send, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void send() {
		long started = System.nanoTime();
		try (Wire wire = new Wire(this.port)) {
			RawAnswer answer = wire.send(WebhookRequest.signed().withSecret(this.secret).bytes()).answer();
			// With the time that it takes to be let in.
			Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
			this.answers.add(new RawAnswer(answer.status(), answer.headers(), answer.body(), elapsed));
		}
	}

	/**
	 * Ends, requires that each was acknowledged in time, and says how many there were.
	 */
	int requireThatAllWereAcknowledged() {
		// What could not be sent has ended it, and says why.
		if (this.sending.state() == Future.State.FAILED) {
			throw new AssertionError("A genuine delivery came to nothing", this.sending.exceptionNow());
		}
		this.thread.close();
		assertThat(this.answers).hasSizeGreaterThan(10).allSatisfy((answer) -> assertThat(answer).isAcknowledged());
		return this.answers.size();
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
