package io.github.socialhook.delivery;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Receives an event for every response of the public port. It is called on the thread of
 * the request, so it must return quickly and must not throw.
 */
@FunctionalInterface
public interface RequestListener {

	/**
	 * A response has been chosen for a request.
	 * @param endpoint the endpoint it was sent to, if that is known
	 * @param outcome how it is answered
	 * @param elapsed the time from the request's arrival to the decision
	 */
	void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed);

	/**
	 * The delivery of a request has been stored. It is reported as answered as well.
	 * @param id the id of the delivery
	 */
	default void stored(DeliveryId id) {
	}

	/**
	 * A request was rejected. It is reported as answered as well.
	 * @param rejection what is known of it
	 */
	default void rejected(Rejection rejection) {
	}

	/**
	 * Requests are received from now on.
	 * @param endpoints the endpoints that there are
	 */
	default void serves(List<EndpointName> endpoints) {
	}

	/**
	 * The signature of a request to an endpoint with several secrets was verified. It is
	 * reported as answered as well.
	 * @param endpoint the endpoint it was sent to
	 * @param newest whether the newest secret made the signature, or an older one
	 */
	default void verified(EndpointName endpoint, boolean newest) {
	}

	/**
	 * The sources of requests are checked from now on.
	 * @param known the sources from which requests are expected
	 */
	default void expected(List<Source> known) {
	}

	/**
	 * The source of a request was checked. It is reported as answered as well.
	 * @param source the source
	 * @param genuine whether its signature was verified; false as well if it was not
	 * checked
	 */
	default void came(Source source, boolean genuine) {
	}

	/**
	 * Makes one listener of many.
	 * @param listeners the listeners to call, in this order
	 * @return a listener that calls all of them
	 */
	static RequestListener of(List<RequestListener> listeners) {
		return new RequestListener() {

			@Override
			public void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
				listeners.forEach((listener) -> listener.answered(endpoint, outcome, elapsed));
			}

			@Override
			public void stored(DeliveryId id) {
				listeners.forEach((listener) -> listener.stored(id));
			}

			@Override
			public void rejected(Rejection rejection) {
				listeners.forEach((listener) -> listener.rejected(rejection));
			}

			@Override
			public void serves(List<EndpointName> endpoints) {
				listeners.forEach((listener) -> listener.serves(endpoints));
			}

			@Override
			public void verified(EndpointName endpoint, boolean newest) {
				listeners.forEach((listener) -> listener.verified(endpoint, newest));
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
