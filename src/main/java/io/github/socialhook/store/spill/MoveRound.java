package io.github.socialhook.store.spill;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One pass over the file, from its beginning. What the target has refused before is left
 * out, unless it is time to try that again, or the oldest of it is taken now.
 */
final class MoveRound {

	private static final int BATCH = 500;

	/**
	 * So many refusals one after the other are a fault of the target, and not of what is
	 * moved.
	 */
	private static final int MOST_REFUSALS = 500;

	private final Spill spill;

	private final SpillTarget target;

	private final RefusedDeliveries refused;

	private long after;

	private long moved;

	/** How many were refused for the first time. */
	private int newlyRefused;

	private int refusedInARow;

	private boolean retrying;

	private boolean retried;

	MoveRound(Spill spill, SpillTarget target, RefusedDeliveries refused) {
		this.spill = spill;
		this.target = target;
		this.refused = refused;
	}

	/** Finds out whether to try again what was refused. */
	Step begin(Duration timeout) {
		this.retried = this.refused.isTimeToRetry();
		this.retrying = this.retried;
		if (this.retrying || this.refused.size() == 0) {
			return Step.ON;
		}
		Set<Long> stored = new HashSet<>();
		Step step = write(this.spill.peek(this.refused.oldest() - 1, 1), stored, timeout);
		this.retrying = !stored.isEmpty();
		this.refusedInARow = 0;
		return forget(stored, timeout) ? step : Step.HALTED;
	}

	/** Whether it tries again what was refused. */
	boolean isRetrying() {
		return this.retrying;
	}

	/**
	 * Moves the next of the file, if it can all at once, so that none overtakes another.
	 */
	Step moveBatch(Duration timeout) {
		List<Spill.Spilled> batch = this.spill.peek(this.after, BATCH);
		if (batch.isEmpty()) {
			return Step.EMPTY;
		}
		Set<Long> stored = new HashSet<>();
		Step step = write(batch.stream().filter(this::isTried).toList(), stored, timeout);
		this.after = batch.getLast().id();
		return forget(stored, timeout) ? step : Step.HALTED;
	}

	private boolean isTried(Spill.Spilled spilled) {
		return this.retrying || !this.refused.contains(spilled);
	}

	private Step write(List<Spill.Spilled> batch, Set<Long> stored, Duration timeout) {
		if (batch.isEmpty()) {
			return Step.ON;
		}
		return switch (this.target.write(batch, timeout)) {
			case SpillTarget.Stored() -> {
				batch.forEach((spilled) -> stored.add(spilled.id()));
				this.refusedInARow = 0;
				yield Step.ON;
			}
			case SpillTarget.Refused(String reason) ->
				(batch.size() > 1) ? writeSingly(batch, stored, timeout) : refuse(batch.getFirst(), reason);
			case SpillTarget.Away() -> Step.HALTED;
		};
	}

	/** Moves each alone, because only one of them is refused. */
	private Step writeSingly(List<Spill.Spilled> batch, Set<Long> stored, Duration timeout) {
		Step step = Step.ON;
		for (int i = 0; i < batch.size() && step == Step.ON; i++) {
			if (isTried(batch.get(i))) {
				step = write(List.of(batch.get(i)), stored, timeout);
			}
		}
		return step;
	}

	private Step refuse(Spill.Spilled spilled, String reason) {
		this.newlyRefused += this.refused.contains(spilled) ? 0 : 1;
		this.refused.add(spilled, reason);
		this.refusedInARow++;
		if (this.refusedInARow < MOST_REFUSALS) {
			return Step.ON;
		}
		this.refusedInARow = 0;
		if (this.retrying) {
			// What has come since may be taken all the same.
			this.retrying = false;
			return Step.ON;
		}
		return Step.REFUSED;
	}

	private boolean forget(Set<Long> stored, Duration timeout) {
		if (stored.isEmpty()) {
			return true;
		}
		this.moved += stored.size();
		this.refused.removeAll(stored);
		return this.spill.remove(List.copyOf(stored), timeout);
	}

	/** It is over. */
	void end() {
		if (this.retried) {
			this.refused.scheduleRetry();
		}
		this.refused.log();
	}

	/** How many are in the target now. */
	long moved() {
		return this.moved;
	}

	/** Whether the target has refused all that was new to it. */
	boolean isRefused() {
		return this.newlyRefused > 0 && this.moved == 0;
	}

	/** How far it has come. */
	enum Step {

		/** There may be more. */
		ON,

		/** There is no more. */
		EMPTY,

		/** The target refuses whatever comes. */
		REFUSED,

		/** It must be tried again. */
		HALTED

	}

}
