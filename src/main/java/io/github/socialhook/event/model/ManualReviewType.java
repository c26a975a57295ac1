package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What a moderator decided.
 */
public sealed interface ManualReviewType extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static ManualReviewType of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements ManualReviewType {

		DELETE("delete"), CLEAR_FLAG("clearFlag"), PROFILE_RESET("profileReset"), GLOBALLY_BAN("globallyBan");

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
	record Unknown(String value) implements ManualReviewType {
	}

}
