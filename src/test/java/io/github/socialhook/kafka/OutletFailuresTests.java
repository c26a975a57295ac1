package io.github.socialhook.kafka;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socialhook.handler.DependencyUnavailableException;
import io.github.socialhook.handler.RejectDeliveryException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutletFailuresTests {

	private final OutletFailures failures = new OutletFailures("social-events",
			Map.of("bootstrap.servers", List.of("kafka-1:9092", "kafka-2:9092")));

	static Stream<Arguments> outages() {
		return Stream.of(
				Arguments.of(new TimeoutException("late"),
						"Kafka at kafka-1:9092, kafka-2:9092 does not acknowledge: late"),
				Arguments.of(new NotEnoughReplicasException("too few"),
						"Kafka at kafka-1:9092, kafka-2:9092 does not acknowledge: too few"),
				Arguments.of(new TimeoutException("late", new UnknownTopicOrPartitionException()),
						"The topic 'social-events' does not exist: create it, or correct socialhook.kafka.outlet.topic"),
				Arguments.of(new InvalidTopicException(),
						"The topic 'social-events' is invalid: correct socialhook.kafka.outlet.topic"),
				Arguments.of(new TopicAuthorizationException("no"),
						"Kafka does not let this client write to the topic 'social-events': no"),
				Arguments.of(new ClusterAuthorizationException("no"),
						"Kafka does not let this client write to the topic 'social-events': no"),
				Arguments.of(new SaslAuthenticationException("who?"), "Kafka does not accept this client: who?"),
				Arguments.of(new KafkaException("fatal", new SaslAuthenticationException("who?")),
						"Kafka does not accept this client: fatal"),
				Arguments.of(new KafkaException("Failed", new ConfigException("no address")),
						"The client of Kafka at kafka-1:9092, kafka-2:9092 cannot start: no address"));
	}

	@ParameterizedTest
	@MethodSource("outages")
	void findsOutages(Exception failure, String message) {
		assertThat(this.failures.describe(failure)).isInstanceOf(DependencyUnavailableException.class)
			.hasMessage(message)
			.hasCause(failure);
	}

	@Test
	void rejectsWhatIsTooLarge() {
		assertThat(this.failures.describe(new RecordTooLargeException("2 MB")))
			.isInstanceOf(RejectDeliveryException.class)
			.hasMessage("Kafka rejects a record of this size: 2 MB");
	}

	@Test
	void leavesOtherFailuresAsTheyAre() {
		Exception failure = new InvalidRecordException("bad");
		assertThat(this.failures.describe(failure)).isSameAs(failure);
		assertThat(this.failures.describe(new StackOverflowError())).isInstanceOf(IllegalStateException.class);
	}

}
