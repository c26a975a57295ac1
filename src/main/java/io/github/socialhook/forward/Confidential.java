package io.github.socialhook.forward;

/** Text that its own text representation does not reveal. */
final class Confidential {

	private final String text;

	Confidential(String text) {
		this.text = text;
	}

	String text() {
		return this.text;
	}

	@Override
	public String toString() {
		return "******";
	}

}
