package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What a post and its children make together.
 */
public sealed interface PostStructureType extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static PostStructureType of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements PostStructureType {

		FILE("file"), IMAGE("image"), VIDEO("video"), AUDIO("audio"), TEXT("text"), LIVE_STREAM("liveStream"),
		POLL("poll"), CLIP("clip"), ROOM("room"), MIXED("mixed");

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
	record Unknown(String value) implements PostStructureType {
	}

}
