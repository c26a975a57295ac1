package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * How far a follow has come. The reference lists only {@code none}; the others come from
 * its earlier editions and the SDK.
 */
public sealed interface FollowStatus extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static FollowStatus of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements FollowStatus {

		PENDING("pending"), ACCEPTED("accepted"), NONE("none"), BLOCKED("blocked"), DELETED("deleted");

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
	record Unknown(String value) implements FollowStatus {
	}

}
