package io.github.socialhook.store.kafka;

import java.util.Optional;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.database.RowOrder;
import io.github.socialhook.store.queue.RowNumber;

/**
 * The place of a delivery in the log. It is also a number under which the delivery can be
 * stored in the table {@code delivery}: higher than all that the database gives by
 * itself, and rising within a partition.
 *
 * @param generation which incarnation of the topic it is, from 0 to
 * {@value #MAX_GENERATION}
 * @param partition the partition, from 0 to {@value #MAX_PARTITION}
 * @param offset the offset in the partition, from 0 to {@value #MAX_OFFSET}
 */
public record LogPosition(int generation, int partition, long offset) {

	/** The highest generation. */
	public static final int MAX_GENERATION = (1 << 5) - 1;

	/** The highest partition. */
	public static final int MAX_PARTITION = (1 << 13) - 1;

	/** The highest offset. */
	public static final long MAX_OFFSET = (1L << RowOrder.OFFSET_BITS) - 1;

	private static final int OFFSET_BITS = RowOrder.OFFSET_BITS;

	private static final int PARTITION_BITS = 13;

	private static final int GENERATION_BITS = 5;

	/** The lowest of these numbers. */
	private static final long FIRST = 1L << (GENERATION_BITS + PARTITION_BITS + OFFSET_BITS);

	public LogPosition {
		require("generation", generation, MAX_GENERATION);
		require("partition", partition, MAX_PARTITION);
		require("offset", offset, MAX_OFFSET);
	}

	private static void require(String name, long value, long most) {
		if (value < 0 || value > most) {
			throw new IllegalArgumentException("The " + name + " must be from 0 to " + most + ", but is " + value);
		}
	}

	/**
	 * Returns the number of a delivery at this place.
	 * @return a number of 18 digits
	 */
	public long number() {
		return FIRST | ((((long) this.generation << PARTITION_BITS) | this.partition) << OFFSET_BITS) | this.offset;
	}

	/**
	 * Returns the id of a delivery at this place.
	 * @return the number, in digits
	 */
	public DeliveryId id() {
		return RowNumber.idOf(number());
	}

	/**
	 * Returns the place that a number stands for.
	 * @param number the number of a row in the table {@code delivery}
	 * @return the place; empty if the database gave the number by itself
	 */
	public static Optional<LogPosition> find(long number) {
		if (number < FIRST || number >= 2 * FIRST) {
			return Optional.empty();
		}
		int generation = (int) (number >>> (PARTITION_BITS + OFFSET_BITS)) & MAX_GENERATION;
		int partition = (int) (number >>> OFFSET_BITS) & MAX_PARTITION;
		return Optional.of(new LogPosition(generation, partition, number & MAX_OFFSET));
	}

	/**
	 * Returns the place of the delivery with an id.
	 * @param id any id
	 * @return the place; empty if the log gives no such id
	 */
	public static Optional<LogPosition> find(DeliveryId id) {
		return RowNumber.find(id).stream().boxed().flatMap((number) -> find(number).stream()).findFirst();
	}

}
