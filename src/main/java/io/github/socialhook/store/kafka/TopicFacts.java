package io.github.socialhook.store.kafka;

import java.util.Map;

import org.apache.kafka.common.Uuid;

/**
 * What Kafka says of a topic.
 *
 * @param id the id that it got when it was created
 * @param partitions how many partitions it has
 * @param replicas how many replicas each of them has at least
 * @param settings its settings, those that it takes from the brokers included
 * @param brokerSettings the settings of a broker; empty if they must not be read
 */
record TopicFacts(Uuid id, int partitions, int replicas, Map<String, String> settings,
		Map<String, String> brokerSettings) {

}
