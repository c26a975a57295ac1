package io.github.socialhook.delivery;

/**
 * Names a stored delivery. The text has no meaning outside the store that gave it: ids
 * have no order, and nothing can be computed from them. No two deliveries of a store have
 * the same.
 *
 * @param value the text, of 1 to 200 characters
 */
public record DeliveryId(String value) {

	private static final int MAX_LENGTH = 200;

	public DeliveryId {
		if (value.isBlank() || value.length() > MAX_LENGTH) {
			throw new IllegalArgumentException(
					"A delivery id has 1 to " + MAX_LENGTH + " characters, but has " + value.length());
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
