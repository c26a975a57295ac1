package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What about a user was reported; absent on reports of the old kind.
 */
public sealed interface UserReportType extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static UserReportType of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements UserReportType {

		DISPLAY_NAME("displayName"), DESCRIPTION("description"), AVATAR_FILE_ID("avatarFileId"), BEHAVIOR("behavior");

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
	record Unknown(String value) implements UserReportType {
	}

}
