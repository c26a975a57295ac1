package io.github.socialhook.kafka;

import java.util.Collection;
import java.util.Map;

import io.github.socialhook.handler.DependencyUnavailableException;
import io.github.socialhook.handler.RejectDeliveryException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Tells a record that Kafka does not take from an outage, in which it takes none. What is
 * neither counts as a failure of the handler.
 */
final class OutletFailures {

	private final String topic;

	private final String servers;

	OutletFailures(String topic, Map<String, Object> settings) {
		this.topic = topic;
		Object configured = settings.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
		this.servers = (configured instanceof Collection<?> list) ? StringUtils.collectionToDelimitedString(list, ", ")
				: String.valueOf(configured);
	}

	/** Returns what the handler throws because of a failure of the producer. */
	Exception describe(Throwable failure) {
		if (failure instanceof RecordTooLargeException) {
			return new RejectDeliveryException("Kafka rejects a record of this size: " + failure.getMessage(), failure);
		}
		String problem = problemOfAll(failure);
		if (problem != null) {
			return new DependencyUnavailableException(problem, failure);
		}
		return (failure instanceof Exception exception) ? exception : new IllegalStateException(failure);
	}

	/** Returns why no record can be published; null if the failure does not say so. */
	private @Nullable String problemOfAll(Throwable failure) {
		if (failure instanceof UnknownTopicOrPartitionException
				|| failure.getCause() instanceof UnknownTopicOrPartitionException) {
			return "The topic '" + this.topic + "' does not exist: create it, or correct socialhook.kafka.outlet.topic";
		}
		if (failure instanceof InvalidTopicException) {
			return "The topic '" + this.topic + "' is invalid: correct socialhook.kafka.outlet.topic";
		}
		if (failure instanceof AuthorizationException) {
			return "Kafka does not let this client write to the topic '" + this.topic + "': " + failure.getMessage();
		}
		if (failure instanceof AuthenticationException || failure.getCause() instanceof AuthenticationException) {
			return "Kafka does not accept this client: " + failure.getMessage();
		}
		if (failure instanceof RetriableException) {
			return "Kafka at " + this.servers + " does not acknowledge: " + failure.getMessage();
		}
		// The client could not start, for instance because no server has an address.
		if (failure instanceof KafkaException && failure.getCause() instanceof ConfigException cause) {
			return "The client of Kafka at " + this.servers + " cannot start: " + cause.getMessage();
		}
		return null;
	}

}
