package io.github.socialhook.cloudevent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as a CloudEvent 1.0, the data of which is the body. How the attributes go
 * with it is up to the binding of a protocol.
 *
 * @param delivery the id of the delivery
 * @param endpoint the endpoint that received it
 * @param event its event, if its body names one
 * @param subject what it is about, if that is known
 * @param receivedAt when it was received
 */
public record CloudEvent(DeliveryId delivery, EndpointName endpoint, @Nullable EventName event,
		@Nullable Subject subject, Instant receivedAt) {

	/** The domain of Social+, reversed, as CloudEvents wants it before a type. */
	private static final String TYPE_PREFIX = "plus.social.";

	/**
	 * Returns an id that is the same for each attempt and each receiver. The id of a
	 * delivery alone would come again with a new database.
	 * @return letters, digits and underscores
	 */
	public String id() {
		return "msg_" + this.delivery + "_" + this.receivedAt.toEpochMilli();
	}

	/**
	 * Returns the context attributes.
	 * @return their values by name, without {@code datacontenttype}; {@code subject} is
	 * absent if the delivery has none
	 */
	public Map<String, String> attributes() {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("specversion", "1.0");
		attributes.put("id", id());
		attributes.put("source", "urn:socialhook:" + this.endpoint);
		attributes.put("type", TYPE_PREFIX + ((this.event != null) ? this.event.value() : "unknown"));
		attributes.put("time", this.receivedAt.toString());
		if (this.subject != null) {
			attributes.put("subject", this.subject.toString());
		}
		return attributes;
	}

}
