package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * How a user belongs to a channel or a community.
 */
public sealed interface Membership extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static Membership of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements Membership {

		NONE("none"), MEMBER("member"), BANNED("banned"), MUTED("muted");

		private final String value;

		Known(String value) {
			this.value = value;
		}

		@Override
		public String value() {
			return this.value;
		}

	}

	/** A value that was not known when this was written. */
	record Unknown(String value) implements Membership {
	}

}
