package io.github.socialhook.test;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.event.reader.EventLabel;
import io.github.socialhook.event.reader.EventScanner;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Receipt;

/**
 * Plays Social+ in a test: sends events, which the handlers get as in the service, and
 * moves the clock.
 */
public final class Social {

	private final EventScanner scanner = new EventScanner();

	private final MemoryInbox inbox;

	private final SocialTime time;

	private final HandlerRegistry registry;

	private final HandlerDirectory directory;

	Social(MemoryInbox inbox, SocialTime time, HandlerRegistry registry, HandlerDirectory directory) {
		this.inbox = inbox;
		this.time = time;
		this.registry = registry;
		this.directory = directory;
	}

	/**
	 * Sends an event to the endpoint {@code default}.
	 * @param event an event such as {@link Events#aMessage()}, or a sample
	 * @return the delivery that it has become, to say what is expected of it
	 */
	public SentDelivery sends(EventBody event) {
		return sends(event, EndpointName.DEFAULT.value());
	}

	/**
	 * Sends an event to an endpoint.
	 * @param event an event such as {@link Events#aMessage()}, or a sample
	 * @param endpoint the name of the endpoint, which needs no configuration
	 * @return the delivery that it has become, to say what is expected of it
	 */
	public SentDelivery sends(EventBody event, String endpoint) {
		byte[] body = event.body();
		EventLabel label = this.scanner.scan(body);
		EventName name = (label.name() != null) ? new EventName(label.name()) : null;
		String kind = label.subjectKind();
		String id = label.subjectId();
		Subject subject = (kind != null && id != null) ? new Subject(kind, id) : null;
		Receipt receipt = this.inbox
			.put(new Delivery(new EndpointName(endpoint), name, subject, Payload.of(body), this.time.instant()));
		return new SentDelivery(((Receipt.Stored) receipt).id(), this.inbox, this.time, this.registry);
	}

	/**
	 * Returns the delivery that a request with this event has become, for instance one
	 * that a test has sent over HTTP.
	 * @param event the event, with the exact bytes of the request
	 * @return the latest delivery with these bytes, to say what is expected of it
	 * @throws IllegalArgumentException if there is none
	 */
	public SentDelivery received(EventBody event) {
		DeliveryId id = this.inbox.latest(event.body())
			.orElseThrow(() -> new IllegalArgumentException("No delivery with these bytes was received"));
		return new SentDelivery(id, this.inbox, this.time, this.registry);
	}

	/**
	 * Returns the clock of the test.
	 * @return the clock that decides when something is tried again
	 */
	public SocialTime time() {
		return this.time;
	}

	/** Forgets what was sent, and what a handler is held or paused for. */
	void forget() {
		this.inbox.clear();
		this.registry.all().forEach((handler) -> this.directory.resume(handler.name()));
	}

}
