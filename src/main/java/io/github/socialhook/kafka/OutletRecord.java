package io.github.socialhook.kafka;

import java.nio.charset.StandardCharsets;

import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.handler.DeliveryContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A delivery as a record of Kafka: a CloudEvent 1.0 in the binary mode of its Kafka
 * binding.
 */
final class OutletRecord {

	/** The domain of Social+, reversed, as CloudEvents wants it before a type. */
	private static final String TYPE_PREFIX = "plus.social.";

	private OutletRecord() {
	}

	static ProducerRecord<String, byte[]> of(String topic, DeliveryContext delivery) {
		Subject subject = delivery.subject();
		EventName event = delivery.event();
		String endpoint = delivery.endpoint().toString();
		String key = (subject != null) ? subject.toString() : endpoint;
		ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, delivery.body());
		Headers headers = record.headers();
		add(headers, "ce_specversion", "1.0");
		// The same for each attempt. An id alone would come again with a new database.
		add(headers, "ce_id", "msg_" + delivery.id() + "_" + delivery.receivedAt().toEpochMilli());
		add(headers, "ce_source", "urn:socialhook:" + endpoint);
		add(headers, "ce_type", TYPE_PREFIX + ((event != null) ? event.value() : "unknown"));
		add(headers, "ce_time", delivery.receivedAt().toString());
		if (subject != null) {
			add(headers, "ce_subject", subject.toString());
		}
		add(headers, "content-type", "application/json");
		add(headers, "socialhook-delivery", delivery.id().toString());
		add(headers, "socialhook-endpoint", endpoint);
		return record;
	}

	private static void add(Headers headers, String name, String value) {
		headers.add(name, value.getBytes(StandardCharsets.UTF_8));
	}

}
