package io.github.socialhook.delivery;

/**
 * The number under which a delivery is stored. A later delivery has a higher number; a
 * number is never given twice.
 *
 * @param value the number, from 1
 */
public record DeliveryId(long value) {

	public DeliveryId {
		if (value < 1) {
			throw new IllegalArgumentException("A delivery id is a positive number, but was " + value);
		}
	}

	@Override
	public String toString() {
		return Long.toString(this.value);
	}

}
