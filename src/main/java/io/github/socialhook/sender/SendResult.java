package io.github.socialhook.sender;

import java.time.Duration;

/** The result of sending a request. */
public sealed interface SendResult {

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
	 * @param reason what went wrong
	 */
	record Failed(String reason) implements SendResult {

		@Override
		public String toString() {
			return "none";
		}

	}

}
