package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Whose place a comment stands in.
 */
public sealed interface CommentTargetType extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static CommentTargetType of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements CommentTargetType {

		COMMUNITY("community"), USER("user"), CONTENT("content");

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
	record Unknown(String value) implements CommentTargetType {
	}

}
