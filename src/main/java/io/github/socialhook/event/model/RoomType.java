package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Whether one host or several stream in a room.
 */
public sealed interface RoomType extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static RoomType of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements RoomType {

		DIRECT_STREAMING("directStreaming"), CO_HOSTS("coHosts");

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
	record Unknown(String value) implements RoomType {
	}

}
