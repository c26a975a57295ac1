package io.github.socialhook.store.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/** Asks Kafka about a topic. */
final class TopicReader {

	/** A start without Kafka waits for so long. */
	private static final int MILLIS = 5000;

	private final Map<String, Object> settings;

	/**
	 * Creates a reader.
	 * @param configured the settings of an administrator
	 */
	TopicReader(Map<String, Object> configured) {
		this.settings = new HashMap<>(configured);
		this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MILLIS);
		this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS / 2);
		this.settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "socialhook-log-admin");
	}

	/**
	 * Returns what Kafka says.
	 * @throws ExecutionException if it does not
	 */
	TopicFacts read(String topic) throws ExecutionException, InterruptedException {
		try (Admin admin = Admin.create(this.settings)) {
			TopicDescription description = admin.describeTopics(List.of(topic))
				.topicNameValues()
				.values()
				.iterator()
				.next()
				.get();
			int replicas = description.partitions()
				.stream()
				.mapToInt((partition) -> partition.replicas().size())
				.min()
				.orElse(0);
			Map<String, String> own = settingsOf(admin, new ConfigResource(ConfigResource.Type.TOPIC, topic));
			return new TopicFacts(description.topicId(), description.partitions().size(), replicas, own,
					brokerSettings(admin));
		}
	}

	/** Not everyone may read them. */
	private static Map<String, String> brokerSettings(Admin admin) throws ExecutionException, InterruptedException {
		Node broker = admin.describeCluster().nodes().get().iterator().next();
		try {
			return settingsOf(admin, new ConfigResource(ConfigResource.Type.BROKER, broker.idString()));
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AuthorizationException) {
				return Map.of();
			}
			throw ex;
		}
	}

	private static Map<String, String> settingsOf(Admin admin, ConfigResource resource)
			throws ExecutionException, InterruptedException {
		Map<String, String> settings = new HashMap<>();
		Config config = admin.describeConfigs(List.of(resource)).values().values().iterator().next().get();
		for (ConfigEntry entry : config.entries()) {
			if (entry.value() != null) {
				settings.put(entry.name(), entry.value());
			}
		}
		return Map.copyOf(settings);
	}

}
