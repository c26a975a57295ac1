package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What a post consists of; custom posts carry a dotted name of their own, such as
 * {@code acme.recipe}, and arrive as {@link Unknown}.
 */
public sealed interface PostDataType extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static PostDataType of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements PostDataType {

		TEXT("text"), IMAGE("image"), FILE("file"), VIDEO("video"), LIVE_STREAM("liveStream"), POLL("poll"),
		AUDIO("audio"), CLIP("clip"), ROOM("room");

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
	record Unknown(String value) implements PostDataType {
	}

}
