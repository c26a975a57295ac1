package io.github.socialhook.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.DeliveryHandler;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * Publishes deliveries to a topic. Each is done when Kafka has acknowledged it. The
 * producer starts with the first delivery, so that a start does not need Kafka.
 */
final class Outlet implements DeliveryHandler, AutoCloseable {

	/** What has not been acknowledged is published again, so it need not be awaited. */
	private static final int SECONDS_TO_CLOSE = 1;

	private final String topic;

	private final DefaultKafkaProducerFactory<String, byte[]> producers;

	private final OutletFailures failures;

	Outlet(String topic, Map<String, Object> settings) {
		this.topic = topic;
		this.producers = new DefaultKafkaProducerFactory<>(settings);
		this.producers.setPhysicalCloseTimeout(SECONDS_TO_CLOSE);
		this.failures = new OutletFailures(topic, settings);
	}

	@Override
	public void handle(DeliveryContext delivery) throws Exception {
		ProducerRecord<String, byte[]> published = OutletRecord.of(this.topic, delivery);
		try {
			this.producers.createProducer().send(published).get();
		}
		catch (InterruptException ex) {
			// It is unchecked, and has set the flag instead.
			Thread.interrupted();
			throw new InterruptedException(ex.getMessage());
		}
		catch (ExecutionException ex) {
			throw this.failures.describe((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (RuntimeException ex) {
			throw this.failures.describe(ex);
		}
	}

	@Override
	public void close() {
		this.producers.destroy();
	}

}
