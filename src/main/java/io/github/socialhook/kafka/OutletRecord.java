package io.github.socialhook.kafka;

import java.nio.charset.StandardCharsets;

import io.github.socialhook.cloudevent.CloudEvent;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.handler.DeliveryContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A delivery as a record of Kafka: a CloudEvent 1.0 in the binary mode of its Kafka
 * binding.
 */
final class OutletRecord {

	private OutletRecord() {
	}

	static ProducerRecord<String, byte[]> of(String topic, DeliveryContext delivery) {
		Subject subject = delivery.subject();
		String endpoint = delivery.endpoint().toString();
		String key = (subject != null) ? subject.toString() : endpoint;
		ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, delivery.body());
		Headers headers = record.headers();
		CloudEvent event = new CloudEvent(delivery.id(), delivery.endpoint(), delivery.event(), delivery.subject(),
				delivery.receivedAt());
		event.attributes().forEach((name, value) -> add(headers, "ce_" + name, value));
		add(headers, "content-type", "application/json");
		add(headers, "socialhook-delivery", delivery.id().toString());
		add(headers, "socialhook-endpoint", endpoint);
		return record;
	}

	private static void add(Headers headers, String name, String value) {
		headers.add(name, value.getBytes(StandardCharsets.UTF_8));
	}

}
