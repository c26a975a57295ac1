package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What a {@link MessageV3} consists of.
 */
public sealed interface MessageTypeV3 extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static MessageTypeV3 of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements MessageTypeV3 {

		TEXT("text"), IMAGE("image"), FILE("file"), CUSTOM("custom"), VIDEO("video"), AUDIO("audio"),
		IMAGEMAP("imagemap");

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
	record Unknown(String value) implements MessageTypeV3 {
	}

}
