package io.github.socialhook.delivery;

/**
 * The name of an event as the sender wrote it, such as {@code channel.didCreate}.
 *
 * @param value the name itself, 1 to 200 characters
 */
public record EventName(String value) {

	private static final int MAX_LENGTH = 200;

	public EventName {
		if (value.isEmpty() || value.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("An event name has 1 to " + MAX_LENGTH + " characters");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
