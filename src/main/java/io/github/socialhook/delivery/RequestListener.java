package io.github.socialhook.delivery;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Is told of every answer of the public port. Called on the request's own thread, so it
 * must be quick and must not throw.
 */
@FunctionalInterface
public interface RequestListener {

	/**
	 * A request has been decided.
	 * @param endpoint the endpoint it was sent to, if that is known
	 * @param outcome how it is answered
	 * @param elapsed the time from the request's arrival to the decision
	 */
	void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed);

	/**
	 * A request was not let in. It is also told of as answered.
	 * @param rejection what is known of it
	 */
	default void rejected(Rejection rejection) {
	}

	/**
	 * From now on it is looked at where requests come from.
	 * @param known those sources that requests are to be expected from
	 */
	default void expected(List<Source> known) {
	}

	/**
	 * It was looked at where a request came from. It is also told of as answered.
	 * @param source the source
	 * @param genuine whether Social+ is proven to have signed it; false as well if nobody
	 * looked at that
	 */
	default void came(Source source, boolean genuine) {
	}

	/**
	 * Makes one listener of many.
	 * @param listeners the listeners to tell, in this order
	 * @return a listener that tells them all
	 */
	static RequestListener of(List<RequestListener> listeners) {
		return new RequestListener() {

			@Override
			public void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
				listeners.forEach((listener) -> listener.answered(endpoint, outcome, elapsed));
			}

			@Override
			public void rejected(Rejection rejection) {
				listeners.forEach((listener) -> listener.rejected(rejection));
			}

			@Override
			public void expected(List<Source> known) {
				listeners.forEach((listener) -> listener.expected(known));
			}

			@Override
			public void came(Source source, boolean genuine) {
				listeners.forEach((listener) -> listener.came(source, genuine));
			}

		};
	}

}
