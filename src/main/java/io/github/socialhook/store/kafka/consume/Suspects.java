package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.kafka.LogPosition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The records of which one may have ended the processes that owned a partition before.
 * They are moved to the database, which counts that for each of them and lets them be
 * handled with nothing else beside them. Until they are, nothing that follows them in
 * their partition is read, so that it does not overtake them; nor until it is known what
 * an owner before may have moved.
 */
final class Suspects {

	private static final Log logger = LogFactory.getLog(Suspects.class);

	/** So many are moved first, and twice as many each time that was not enough. */
	private static final int FEWEST = 64;

	private static final int MOST_DOUBLINGS = 8;

	private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

	private final String handler;

	private final LoggedTroubles stored;

	private final int generation;

	private final Map<Integer, Suspicion> partitions = new HashMap<>();

	/** The partitions of which nothing is read. */
	private final Set<Integer> held = new HashSet<>();

	private long lastLook = System.nanoTime();

	Suspects(String handler, int generation, LoggedTroubles stored) {
		this.handler = handler;
		this.generation = generation;
		this.stored = stored;
	}

	/**
	 * A partition was assigned.
	 * @param start the position of the handler
	 * @param mark what the owner before has left there
	 * @param end the offset before which the records are that owners before may have had
	 * @return how many owners have ended while they may have handled the same record
	 */
	int assign(int partition, long start, PositionMark mark, long end) {
		forget(partition);
		LogPosition position = new LogPosition(this.generation, partition, start);
		Set<Long> untried = this.stored.untried(this.handler, position);
		int ended = mark.deathsAt(start);
		// Where nothing waits, nothing was being handled, though it may have been moved.
		int deaths = (start < end) ? ended : 0;
		if (deaths >= Claim.ISOLATED_DEATHS) {
			int most = FEWEST << Math.min(deaths - Claim.ISOLATED_DEATHS, MOST_DOUBLINGS);
			logger.warn(deaths + " processes have ended while handler " + this.handler + " was at the same position of "
					+ "partition " + partition + ": what it may have handled, up to " + most
					+ " deliveries, is moved to the database and handled one by one");
			this.partitions.put(partition, new Suspicion(deaths, most, end, position, untried));
		}
		else if ((untried != null) ? !untried.isEmpty() : mark.mayWait()) {
			this.partitions.put(partition, new Suspicion(0, 0, end, position, untried));
		}
		return deaths;
	}

	/** Whether something may wait that was moved out of a partition. */
	boolean mayWait(int partition) {
		return this.partitions.containsKey(partition);
	}

	void forget(int partition) {
		this.partitions.remove(partition);
		this.held.remove(partition);
	}

	/** Returns how many deaths a record is suspected of; 0 if it is not. */
	int deathsOf(int partition) {
		Suspicion suspicion = this.partitions.get(partition);
		return (suspicion != null) ? suspicion.deaths : 0;
	}

	/** A record is moved to the database. */
	void moved(int partition, long number) {
		Suspicion suspicion = this.partitions.get(partition);
		if (suspicion != null) {
			suspicion.moved.add(number);
		}
	}

	/** Whether a record must wait until those before it are handled, and not be read. */
	boolean holds(int partition, long offset) {
		Suspicion suspicion = this.partitions.get(partition);
		if (suspicion == null || (suspicion.moved.size() < suspicion.most && offset < suspicion.end)) {
			return false;
		}
		this.held.add(partition);
		return true;
	}

	/** Whether nothing of a partition is to be read. */
	boolean holds(int partition) {
		return this.held.contains(partition);
	}

	/** Returns the partitions of which nothing is to be read. */
	Set<Integer> held() {
		if (!this.held.isEmpty() && System.nanoTime() - this.lastLook > LOOK_INTERVAL.toNanos()) {
			this.lastLook = System.nanoTime();
			Set<Integer> over = this.held.stream()
				.filter((partition) -> areTried(this.partitions.get(partition)))
				.collect(Collectors.toSet());
			over.forEach(this::forget);
		}
		return this.held;
	}

	private boolean areTried(@Nullable Suspicion suspicion) {
		if (suspicion == null) {
			return true;
		}
		if (!suspicion.known) {
			suspicion.know(this.stored.untried(this.handler, suspicion.position));
		}
		return suspicion.known && this.stored.areTried(this.handler, suspicion.moved);
	}

	/** A partition under suspicion. */
	private static final class Suspicion {

		private final int deaths;

		private final int most;

		private final long end;

		private final LogPosition position;

		private final Set<Long> moved = new HashSet<>();

		/** Whether it is known what earlier owners have moved. */
		private boolean known;

		/**
		 * Creates it.
		 * @param moved the numbers of the rows that earlier owners have moved; null if
		 * that is not known
		 */
		Suspicion(int deaths, int most, long end, LogPosition position, @Nullable Set<Long> moved) {
			this.deaths = deaths;
			this.most = most;
			this.end = end;
			this.position = position;
			know(moved);
		}

		private void know(@Nullable Set<Long> others) {
			if (others != null) {
				this.moved.addAll(others);
				this.known = true;
			}
		}

	}

}
