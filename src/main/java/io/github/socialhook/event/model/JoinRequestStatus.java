package io.github.socialhook.event.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * What became of a request to join; known from the SDK only.
 */
public sealed interface JoinRequestStatus extends OpenEnum {

	/** The constant for a known value, else the value itself as {@link Unknown}. */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static JoinRequestStatus of(String value) {
		return OpenEnum.find(Known.values(), value, Unknown::new);
	}

	/** The values known when this was written. */
	enum Known implements JoinRequestStatus {

		PENDING("pending"), APPROVED("approved"), REJECTED("rejected"), CANCELLED("cancelled");

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
	record Unknown(String value) implements JoinRequestStatus {
	}

}
