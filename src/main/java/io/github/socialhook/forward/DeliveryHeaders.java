package io.github.socialhook.forward;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.socialhook.handler.DeliveryContext;

/**
 * The headers that go with a delivery: those of Standard Webhooks, and those of
 * CloudEvents 1.0 in the binary mode of its HTTP binding if wanted.
 */
final class DeliveryHeaders {

	/** The domain of Social+, reversed, as CloudEvents wants it before a type. */
	private static final String TYPE_PREFIX = "plus.social.";

	private DeliveryHeaders() {
	}

	/**
	 * Returns the headers of an attempt.
	 * @param now the time of the attempt, which is signed
	 */
	static Map<String, String> of(DeliveryContext delivery, byte[] body, ForwardTarget target, Instant now) {
		String id = idOf(delivery);
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
			addCloudEvent(headers, id, delivery);
		}
		return headers;
	}

	/**
	 * The same for each attempt and each target. An id alone would come again with a new
	 * database.
	 */
	private static String idOf(DeliveryContext delivery) {
		return "msg_" + delivery.id() + "_" + delivery.receivedAt().toEpochMilli();
	}

	private static void addCloudEvent(Map<String, String> headers, String id, DeliveryContext delivery) {
		headers.put("ce-specversion", "1.0");
		headers.put("ce-id", id);
		headers.put("ce-source", "urn:socialhook:" + delivery.endpoint());
		headers.put("ce-type",
				encode(TYPE_PREFIX + ((delivery.event() != null) ? delivery.event().value() : "unknown")));
		headers.put("ce-time", delivery.receivedAt().toString());
		if (delivery.subject() != null) {
			headers.put("ce-subject", encode(delivery.subject().toString()));
		}
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
