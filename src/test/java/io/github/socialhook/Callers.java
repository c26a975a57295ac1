package io.github.socialhook;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends distinct signed events to whatever nodes there are, from a few threads. Those
 * about one subject go one after another: the next not before the last was answered or
 * given up.
 */
final class Callers implements AutoCloseable {

	/** What was answered with 200. */
	final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

	/** What was sent, whatever came of it. */
	final Set<String> sent = ConcurrentHashMap.newKeySet();

	/** What was sent and never answered, and is not sent again. */
	final Set<String> givenUp = ConcurrentHashMap.newKeySet();

	/** How often something had to be sent again. */
	final AtomicInteger repeats = new AtomicInteger();

	final Set<Integer> otherAnswers = ConcurrentHashMap.newKeySet();

	private final AtomicLong slowestNanos = new AtomicLong();

	private final int subjects;

	private final int most;

	private final IntFunction<List<Integer>> ports;

	private final long pauseNanos;

	private final int patience;

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean stopped;

	/**
	 * Sets them up.
	 * @param most how many events each subject gets at most
	 * @param ports where nodes take requests at the moment
	 * @param patience after how many times without an answer something is given up
	 */
	Callers(int subjects, int most, Supplier<List<Integer>> ports, Duration pause, int patience) {
		this(subjects, most, (subject) -> ports.get(), pause, patience);
	}

	/**
	 * Sets them up for nodes that take the requests of certain subjects only.
	 * @param most how many events each subject gets at most
	 * @param ports where nodes take requests about a subject at the moment
	 * @param patience after how many times without an answer something is given up
	 */
	Callers(int subjects, int most, IntFunction<List<Integer>> ports, Duration pause, int patience) {
		this.subjects = subjects;
		this.most = most;
		this.ports = ports;
		this.pauseNanos = pause.toNanos();
		this.patience = patience;
	}

	Callers start(int number, long seed) {
		for (int i = 0; i < number; i++) {
			Caller caller = new Caller(i, number, new Random(seed + i));
			this.threads.add(Thread.ofPlatform().name("caller-" + i).start(caller));
		}
		return this;
	}

	boolean areDone() {
		return this.threads.stream().noneMatch(Thread::isAlive);
	}

	/** Waits until they have sent all that they have to send. */
	void awaitEnd() throws InterruptedException {
		for (Thread thread : this.threads) {
			thread.join(Duration.ofMinutes(10));
		}
		assertThat(areDone()).as("They have sent everything").isTrue();
	}

	/** The longest that anybody waited for a 200, from the first try to the last. */
	Duration slowest() {
		return Duration.ofNanos(this.slowestNanos.get());
	}

	/** Lets them end what they are at, and no more. */
	void stop() throws InterruptedException {
		this.stopped = true;
		awaitEnd();
	}

	@Override
	public void close() {
		this.stopped = true;
	}

	/** One of them, with subjects of its own. */
	private final class Caller implements Runnable {

		private final int index;

		private final int step;

		private final Random random;

		private final Map<Integer, Wire> wires = new HashMap<>();

		private Caller(int index, int step, Random random) {
			this.index = index;
			this.step = step;
			this.random = random;
		}

		@Override
		public void run() {
			for (int number = 1; number <= Callers.this.most; number++) {
				for (int subject = this.index; subject < Callers.this.subjects; subject += this.step) {
					if (Callers.this.stopped) {
						this.wires.values().forEach(Wire::close);
						return;
					}
					send(subject, String.format(Locale.ROOT, """
							{"event":"channel.didUpdate","data":{"channel":{"channelId":"s%d"},"number":%d}}""",
							subject, number));
					LockSupport.parkNanos(Callers.this.pauseNanos);
				}
			}
			this.wires.values().forEach(Wire::close);
		}

		private void send(int subject, String body) {
			WebhookRequest request = WebhookRequest.signed(body).withSecret(Node.SECRET);
			long started = 0;
			for (int attempt = 0; attempt < Callers.this.patience; attempt++) {
				int port = anyPort(subject);
				if (port == 0) {
					break;
				}
				started = (started == 0) ? System.nanoTime() : started;
				if (attempt > 0) {
					Callers.this.repeats.incrementAndGet();
				}
				Callers.this.sent.add(body);
				if (isAcknowledged(request, port)) {
					long elapsed = System.nanoTime() - started;
					Callers.this.slowestNanos.accumulateAndGet(elapsed, Math::max);
					Callers.this.acknowledged.add(body);
					return;
				}
			}
			Callers.this.givenUp.add(body);
		}

		private int anyPort(int subject) {
			while (true) {
				List<Integer> open = Callers.this.ports.apply(subject);
				if (!open.isEmpty()) {
					return open.get(this.random.nextInt(open.size()));
				}
				if (Callers.this.stopped) {
					return 0;
				}
				LockSupport.parkNanos(5_000_000);
			}
		}

		private boolean isAcknowledged(WebhookRequest request, int port) {
			Wire wire = null;
			try {
				wire = this.wires.remove(port);
				wire = (wire != null) ? wire : new Wire(port);
				RawAnswer answer = wire.send(request.bytes()).answer();
				if (answer.header("Connection") == null) {
					this.wires.put(port, wire);
				}
				else {
					wire.close();
				}
				if (answer.status() != 200) {
					Callers.this.otherAnswers.add(answer.status());
				}
				return answer.status() == 200;
			}
			catch (UncheckedIOException ex) {
				// It was killed, or closed the connection for good reasons.
				if (wire != null) {
					wire.close();
				}
				return false;
			}
		}

	}

}
