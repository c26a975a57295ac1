package io.github.socialhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socialhook.handler.DeliveryContext;
import org.awaitility.Awaitility;

/** What the handlers of a test have been called with. */
class Notebook {

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	void note(String handler, Object event, DeliveryContext delivery) {
		this.calls.add(new Call(handler, event, delivery, Instant.now()));
	}

	/** Waits until a handler has been called that often for a body. */
	List<Call> calls(String handler, byte[] body, int times) {
		return Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.until(() -> calls(handler, body), (found) -> found.size() >= times);
	}

	List<Call> calls(String handler, byte[] body) {
		return this.calls.stream()
			.filter((call) -> call.handler().equals(handler) && Arrays.equals(call.delivery().body(), body))
			.toList();
	}

	/**
	 * One call of a handler.
	 *
	 * @param handler the name under which it was noted
	 * @param event the event that it was given
	 * @param delivery the context that it was given
	 * @param at when
	 */
	record Call(String handler, Object event, DeliveryContext delivery, Instant at) {

		<T> T event(Class<T> type) {
			return type.cast(this.event);
		}

		int attempt() {
			return this.delivery.attempt();
		}

	}

}
