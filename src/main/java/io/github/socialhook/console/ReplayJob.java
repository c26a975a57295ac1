package io.github.socialhook.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** Many deliveries on their way to be handled again, the oldest first. */
final class ReplayJob {

	private final long id;

	private final String user;

	private final @Nullable String handler;

	private final Instant startedAt;

	/** The highest number first. */
	private final long[] numbers;

	private int done;

	private int replayed;

	ReplayJob(long id, String user, @Nullable String handler, Instant startedAt, long[] numbers) {
		this.id = id;
		this.user = user;
		this.handler = handler;
		this.startedAt = startedAt;
		this.numbers = numbers.clone();
	}

	@Nullable String handler() {
		return this.handler;
	}

	synchronized boolean isDone() {
		return this.done == this.numbers.length;
	}

	/** The next to be made due; none at the end. */
	synchronized List<DeliveryId> next(int most) {
		List<DeliveryId> next = new ArrayList<>(most);
		for (int i = this.numbers.length - 1 - this.done; i >= 0 && next.size() < most; i--) {
			next.add(new DeliveryId(this.numbers[i]));
		}
		return next;
	}

	/** Goes on behind what {@link #next} returned. */
	synchronized void advance(int tried, int successful) {
		this.done += tried;
		this.replayed += successful;
	}

	synchronized Status status() {
		return new Status(this.id, this.user, this.handler, this.startedAt, this.numbers.length, this.done,
				this.replayed);
	}

	/**
	 * How far it is.
	 *
	 * @param id its number since the start of this node
	 * @param user who asked for it
	 * @param handler the only handler that gets the deliveries; null: all
	 * @param startedAt when it was asked for
	 * @param matched how many deliveries it is for
	 * @param done how many of them it has dealt with
	 * @param replayed how many of those are due again; the others were waiting anyway, or
	 * are gone
	 */
	record Status(long id, String user, @Nullable String handler, Instant startedAt, int matched, int done,
			int replayed) {

	}

}
