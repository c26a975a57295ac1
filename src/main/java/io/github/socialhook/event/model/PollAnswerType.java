package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * How many answers a voter may choose.
 */
public sealed interface PollAnswerType extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static PollAnswerType of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements PollAnswerType {

		SINGLE("single"), MULTIPLE("multiple");

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
	record Unknown(String value) implements PollAnswerType {
	}

}
