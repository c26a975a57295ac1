package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * The kind of a channel; {@code standard} and {@code private} are the old names of
 * community and live.
 */
public sealed interface ChannelType extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static ChannelType of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements ChannelType {

		STANDARD("standard"), PRIVATE("private"), CONVERSATION("conversation"), BROADCAST("broadcast"),
		COMMUNITY("community"), LIVE("live");

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
	record Unknown(String value) implements ChannelType {
	}

}
