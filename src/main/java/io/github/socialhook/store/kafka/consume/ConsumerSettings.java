package io.github.socialhook.store.kafka.consume;

import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.store.kafka.HandlerPositions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The settings of the consumer of a group. */
public final class ConsumerSettings {

	/** How many records a poll returns at most, unless configured otherwise. */
	static final int MOST_RECORDS = 128;

	/**
	 * A response is one array. In a small heap G1 begins to mark whenever it makes one of
	 * half a megabyte.
	 */
	private static final int MOST_BYTES = 384 * 1024;

	private static final int TIMEOUT_MILLIS = 5000;

	private ConsumerSettings() {
	}

	/**
	 * Returns the settings of the consumer of a handler, or of a group that is named like
	 * one.
	 * @param client what is configured for the consumer
	 * @param handler the name of the handler
	 * @return these, and what the positions of the handler depend on
	 */
	public static Map<String, Object> of(Map<String, Object> client, String handler) {
		Map<String, Object> settings = new HashMap<>(client);
		settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
		settings.put(ConsumerConfig.GROUP_ID_CONFIG, HandlerPositions.groupOf(handler));
		read(settings, handler);
		settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
		// So that partitions which stay here go on while others move.
		settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
		return settings;
	}

	/**
	 * Returns the settings of a consumer that reads beside the groups, what it is told
	 * to.
	 * @param client what is configured for the consumer
	 * @param name what it is for
	 * @param mostRecords how many records a poll returns at most
	 * @return these, without a group and with short timeouts
	 */
	public static Map<String, Object> withoutGroup(Map<String, Object> client, String name, int mostRecords) {
		Map<String, Object> settings = new HashMap<>(client);
		settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
		settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
		read(settings, name);
		settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
		settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
		settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
		return settings;
	}

	private static void read(Map<String, Object> settings, String name) {
		settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "socialhook-" + name);
		settings.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
		settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		// Where the log no longer reaches the position, that is for us to say.
		settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
		settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
	}

}
