package io.github.socialhook;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Some senders, each of which sends one event after another and keeps what it was
 * answered. Events of one sender are about the same subject.
 */
final class Traffic implements AutoCloseable {

	static final int SENDERS = 8;

	private static final long PERIOD_MILLIS = 20;

	/** Tomcat closes a connection after its hundredth request. */
	private static final int PER_CONNECTION = 90;

	private final int port;

	private final String secret;

	private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(SENDERS);

	private final List<Sender> senders;

	private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

	private volatile long slowestNanos;

	/** Begins to send; the rounds keep the bodies of one burst from those of others. */
	Traffic(int port, String secret, int round) {
		this.port = port;
		this.secret = secret;
		this.senders = IntStream.range(0, SENDERS).mapToObj((number) -> new Sender(round, number)).toList();
		this.senders.forEach(
				(sender) -> this.threads.scheduleAtFixedRate(sender::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
	}

	int acknowledged() {
		return this.senders.stream().mapToInt((sender) -> sender.acknowledged.size()).sum();
	}

	/** What each sender was told to be stored, in the order in which it was sent. */
	List<List<String>> acknowledgedBySender() {
		return this.senders.stream().map((sender) -> List.copyOf(sender.acknowledged)).toList();
	}

	Duration slowest() {
		return Duration.ofNanos(this.slowestNanos);
	}

	/** Answers other than 200. */
	List<String> surprises() {
		return List.copyOf(this.surprises);
	}

	/** Ends after the requests that are under way. */
	void end() {
		this.threads.shutdown();
		try {
			if (!this.threads.awaitTermination(2 * Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)) {
				throw new AssertionError("A request takes longer than anybody waits");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.senders.forEach(Sender::hangUp);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.senders.forEach(Sender::hangUp);
	}

	private synchronized void note(RawAnswer answer) {
		this.slowestNanos = Math.max(this.slowestNanos, answer.elapsed().toNanos());
		if (answer.status() != 200) {
			this.surprises.add(answer.toString());
		}
	}

	/** Sends over a connection of its own. */
	private final class Sender {

		private final int round;

		private final int number;

		private final List<String> acknowledged = new ArrayList<>();

		private int sent;

		private boolean over;

		private @Nullable Wire wire;

		private Sender(int round, int number) {
			this.round = round;
			this.number = number;
		}

		private void send() {
			if (this.over) {
				return;
			}
			WebhookRequest request = WebhookRequest.signed(String.format(Locale.ROOT,
					"{\"event\":\"channel.didUpdate\",\"data\":{\"channelId\":\"c%d\",\"round\":%d,\"number\":%d}}",
					this.number, this.round, this.sent))
				.withSecret(Traffic.this.secret);
			try {
				RawAnswer answer = wire().send(request.bytes()).answer();
				this.sent++;
				note(answer);
				if (answer.status() == 200) {
					this.acknowledged.add(new String(request.body(), StandardCharsets.UTF_8));
				}
			}
			catch (UncheckedIOException ex) {
				// The service was killed: nothing is promised about this one.
				this.over = true;
			}
		}

		private Wire wire() {
			if (this.wire == null || this.sent % PER_CONNECTION == 0) {
				hangUp();
				this.wire = new Wire(Traffic.this.port);
			}
			return this.wire;
		}

		private void hangUp() {
			if (this.wire != null) {
				this.wire.close();
			}
		}

	}

}
