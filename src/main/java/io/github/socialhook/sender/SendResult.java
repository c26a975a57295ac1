package io.github.socialhook.sender;

import java.time.Duration;

/** The result of sending a request. */
public sealed interface SendResult {

	/**
	 * Whether Social+ would take the delivery for acknowledged: only for status 200 with
	 * an empty JSON object.
	 * @return true if so
	 */
	default boolean isAcknowledged() {
		return this instanceof Answered(int status, String body, Duration any) && status == 200
				&& body.strip().equals("{}");
	}

	/**
	 * The receiver answered in time.
	 *
	 * @param status the status of HTTP
	 * @param body the text of the body
	 * @param elapsed the time from the request to the whole answer
	 */
	record Answered(int status, String body, Duration elapsed) implements SendResult {

		@Override
		public String toString() {
			return this.status + " in " + this.elapsed.toMillis() + " ms";
		}

	}

	/**
	 * There was no answer in time: for Social+ the delivery has failed.
	 *
	 * @param limit how long it was waited for
	 */
	record Late(Duration limit) implements SendResult {

		@Override
		public String toString() {
			return "none in " + this.limit.toMillis() + " ms";
		}

	}

	/**
	 * There was no answer: for Social+ the delivery has failed.
	 *
	 * @param reason what went wrong
	 */
	record Failed(String reason) implements SendResult {

		@Override
		public String toString() {
			return "none";
		}

	}

}
