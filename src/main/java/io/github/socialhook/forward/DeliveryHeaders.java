package io.github.socialhook.forward;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.socialhook.cloudevent.CloudEvent;
import io.github.socialhook.handler.DeliveryContext;

/**
 * The headers that go with a delivery: those of Standard Webhooks, and those of
 * CloudEvents 1.0 in the binary mode of its HTTP binding if wanted.
 */
final class DeliveryHeaders {

	private DeliveryHeaders() {
	}

	/**
	 * Returns the headers of an attempt.
	 * @param now the time of the attempt, which is signed
	 */
	static Map<String, String> of(DeliveryContext delivery, byte[] body, ForwardTarget target, Instant now) {
		CloudEvent event = new CloudEvent(delivery.id(), delivery.endpoint(), delivery.event(), delivery.subject(),
				delivery.receivedAt());
		String id = event.id();
		long timestamp = now.getEpochSecond();
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("webhook-id", id);
		headers.put("webhook-timestamp", Long.toString(timestamp));
		headers.put("webhook-signature",
				target.secrets()
					.current()
					.stream()
					.map((secret) -> secret.sign(id, timestamp, body))
					.collect(Collectors.joining(" ")));
		if (target.cloudEvents()) {
			event.attributes().forEach((name, value) -> headers.put("ce-" + name, encode(value)));
		}
		return headers;
	}

	/** As the HTTP binding says in section 3.1.3.2. */
	private static String encode(String text) {
		StringBuilder encoded = new StringBuilder();
		for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
			if (each <= ' ' || each > '~' || each == '"' || each == '%') {
				encoded.append(String.format(Locale.ROOT, "%%%02X", each & 0xff));
			}
			else {
				encoded.append((char) each);
			}
		}
		return encoded.toString();
	}

}
