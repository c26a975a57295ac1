package io.github.socialhook.delivery;

/**
 * What an event is about, such as one channel or one user; written {@code kind:id}.
 * Events of the same subject are kept in order.
 *
 * @param kind the kind of thing, without a colon
 * @param id the id that Social+ gave the thing
 */
public record Subject(String kind, String id) {

	public Subject {
		if (kind.isEmpty() || kind.indexOf(':') >= 0 || id.isEmpty()) {
			throw new IllegalArgumentException("A subject is written 'kind:id'");
		}
	}

	/**
	 * Reads the written form.
	 * @param text a subject written {@code kind:id}; the id may contain colons
	 * @return the subject
	 * @throws IllegalArgumentException if the text has no kind or no id
	 */
	public static Subject parse(String text) {
		int colon = text.indexOf(':');
		if (colon < 0) {
			throw new IllegalArgumentException("A subject is written 'kind:id'");
		}
		return new Subject(text.substring(0, colon), text.substring(colon + 1));
	}

	@Override
	public String toString() {
		return this.kind + ":" + this.id;
	}

}
