package io.github.socialhook.handler;

import java.time.Instant;
import java.util.function.Supplier;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The delivery that carries an event, as a handler sees it. The pair of {@link #id()} and
 * the handler is the same for every attempt, so it can serve as the key that makes a
 * handler idempotent.
 */
public final class DeliveryContext {

	private final DeliveryId id;

	private final Delivery delivery;

	private final int attempt;

	private final Supplier<JsonNode> json;

	/**
	 * Describes one attempt.
	 * @param id the number of the delivery
	 * @param delivery the delivery
	 * @param attempt the number of this attempt of this handler, from 1
	 * @param json reads the body as a tree
	 */
	public DeliveryContext(DeliveryId id, Delivery delivery, int attempt, Supplier<JsonNode> json) {
		this.id = id;
		this.delivery = delivery;
		this.attempt = attempt;
		this.json = json;
	}

	/**
	 * Returns the number under which the delivery is stored.
	 * @return the same for every attempt and every handler
	 */
	public DeliveryId id() {
		return this.id;
	}

	/**
	 * Returns the endpoint at which it arrived.
	 * @return the name of a configured endpoint
	 */
	public EndpointName endpoint() {
		return this.delivery.endpoint();
	}

	/**
	 * Returns the name of the event as Social+ wrote it.
	 * @return the name, or null if the body has none
	 */
	public @Nullable EventName event() {
		return this.delivery.event();
	}

	/**
	 * Returns what the event is about.
	 * @return the subject, or null if that is unknown
	 */
	public @Nullable Subject subject() {
		return this.delivery.subject();
	}

	/**
	 * Returns when the request came in.
	 * @return the time of this machine
	 */
	public Instant receivedAt() {
		return this.delivery.receivedAt();
	}

	/**
	 * Returns which attempt of this handler this is.
	 * @return 1 for the first
	 */
	public int attempt() {
		return this.attempt;
	}

	/**
	 * Returns the body exactly as it was sent.
	 * @return a copy of the bytes
	 */
	public byte[] body() {
		return this.delivery.payload().bytes().clone();
	}

	/**
	 * Parses the body, with the fields that the typed event does not have. Each call
	 * parses it again.
	 * @return the whole body
	 */
	public JsonNode json() {
		return this.json.get();
	}

	@Override
	public String toString() {
		return "delivery " + this.id + ", attempt " + this.attempt;
	}

}
