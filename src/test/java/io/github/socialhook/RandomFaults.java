package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults that befall a fleet one after another, in random order and under load: each as
 * often as any other.
 *
 * @param <F> what can happen
 */
final class RandomFaults<F extends Enum<F>> {

	private static final Log logger = LogFactory.getLog(RandomFaults.class);

	private static final int MAX_LOG = 1_000_000;

	/** That a handler failed is said each time, and is not what this is about. */
	private static final String QUIET = "--logging.level.io.github.socialhook.dispatch.attempt.AttemptRecorder=error";

	private final Form form;

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	private final Map<F, Integer> suffered;

	RandomFaults(Class<F> kinds, Form form) {
		this.form = form;
		this.suffered = new EnumMap<>(kinds);
		logger.info("The seed is " + this.seed);
	}

	Random random() {
		return this.random;
	}

	Fleet fleet(NodeStore store, Path folder, Stream<String> arguments) throws IOException {
		return new Fleet(store, folder,
				Stream.of(Stream.of(QUIET), arguments, this.form.arguments().stream())
					.flatMap((each) -> each)
					.toArray(String[]::new));
	}

	/** Senders that give up what three nodes in a row have not answered. */
	static Callers callers(int subjects, Fleet fleet) {
		return new Callers(subjects, Integer.MAX_VALUE, fleet::ports, Duration.ofMillis(100), 3);
	}

	/** Lets all of the faults happen, and again until the time is over. */
	void strikeAll(Set<F> faults, Fleet fleet, Callers callers, int senders, Strike<F> strike) throws Exception {
		long end = System.nanoTime() + this.form.atLeast().toNanos();
		callers.start(senders, this.seed);
		do {
			List<F> order = new ArrayList<>(faults);
			Collections.shuffle(order, this.random);
			for (F fault : order) {
				awaitMore(fleet, callers, 1 + this.random.nextInt(this.form.mostBetween()));
				Duration half = this.form.longest().dividedBy(2);
				Duration time = half.plusMillis(this.random.nextLong(half.toMillis()));
				logger.info(fault + " for " + time.toMillis() + " ms after " + callers.acknowledged.size()
						+ " acknowledged deliveries");
				strike.happen(fault, time);
				this.suffered.merge(fault, 1, Integer::sum);
			}
		}
		while (System.nanoTime() - end < 0);
		awaitMore(fleet, callers, 1);
		fleet.awaitAll();
		callers.stop();
	}

	/** Waits until so many more are acknowledged. */
	static void awaitMore(Fleet fleet, Callers callers, int number) {
		int enough = callers.acknowledged.size() + number;
		Awaitility.await()
			.until(() -> callers.acknowledged.size() >= enough || fleet.stream().anyMatch((node) -> !node.isAlive()));
		assertThat(fleet.stream()).allSatisfy((node) -> assertThat(node.isAlive()).as(node::text).isTrue());
	}

	/** Lets time pass for the traffic. */
	static void pass(Duration time) {
		Awaitility.await()
			.pollDelay(time.toMillis(), TimeUnit.MILLISECONDS)
			.timeout(time.plus(Timeouts.GENEROUS))
			.until(() -> true);
	}

	/**
	 * Judges what must hold whatever has happened: nothing is stuck, nothing is handled
	 * twice without an excuse, and the log is short.
	 * @param stored the numbers of the deliveries that are stored
	 */
	void judge(Fleet fleet, Callers callers, Collection<Long> stored, Map<String, NodeStore.Unsettled> excuses)
			throws IOException {
		Chronicle chronicle = Chronicle.read(fleet.diary());
		long logged = fleet.stream().mapToLong(Node::logged).sum();
		logger.info(this.suffered + ": " + callers.acknowledged.size() + " acknowledged, the slowest after "
				+ callers.slowest().toMillis() + " ms, " + stored.size() + " stored and handled in "
				+ chronicle.begun().size() + " attempts, " + callers.repeats.get() + " sent again, " + logged
				+ " characters logged");
		for (String handler : List.of("steady", "shaky")) {
			assertThat(chronicle.handledBy(handler).containsAll(stored)).as("Nothing is stuck").isTrue();
		}
		assertThat(chronicle.repeatedButForKills(excuses)).isEmpty();
		assertThat(logged).isLessThan(MAX_LOG);
	}

	/**
	 * How much happens.
	 *
	 * @param atLeast for how long; each fault happens once at least
	 * @param longest how long a fault lasts at the most
	 * @param mostBetween how many deliveries are acknowledged between two faults at the
	 * most
	 * @param arguments what the nodes are started with
	 */
	record Form(Duration atLeast, Duration longest, int mostBetween, List<String> arguments) {

		static final Form SOAK = new Form(Duration.ofMinutes(20), Duration.ofSeconds(4), 1000, List.of());

		/**
		 * Each fault once. A busy machine may take its time; how soon is for the soak.
		 */
		static Form once(Duration longest, int mostBetween) {
			return new Form(Duration.ZERO, longest, mostBetween, List.of("--socialhook.accept-timeout=10s"));
		}

	}

	/** Lets something happen. */
	@FunctionalInterface
	interface Strike<F> {

		void happen(F fault, Duration time) throws Exception;

	}

}
