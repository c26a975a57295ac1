package io.github.socialhook.store.queue;

import java.util.OptionalLong;

import io.github.socialhook.delivery.DeliveryId;

/**
 * The number of a row in the table {@code delivery}, which is written in decimal digits
 * where other rooms see it as a {@link DeliveryId}. A later row has a higher number, and
 * no number is given twice.
 */
public final class RowNumber {

	private RowNumber() {
	}

	/** Returns the id under which other rooms know the row of a number, from 1. */
	public static DeliveryId idOf(long number) {
		return new DeliveryId(Long.toString(number));
	}

	/**
	 * Returns the number of an id that came from this store.
	 * @throws NumberFormatException if it did not
	 */
	public static long of(DeliveryId id) {
		return Long.parseLong(id.value());
	}

	/**
	 * Returns the number of an id that may come from elsewhere.
	 * @return the number; empty if this store gives no such id
	 */
	public static OptionalLong find(DeliveryId id) {
		return find(id.value());
	}

	/**
	 * Returns the number that a text stands for, if it is written as this store does it.
	 * @return the number; empty if this store gives no such id
	 */
	public static OptionalLong find(String text) {
		return text.matches("[1-9][0-9]{0,17}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
	}

}
