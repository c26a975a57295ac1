package io.github.socialhook.store.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of the log must be, so that what is acknowledged is kept.
 *
 * @param properties which topic it is, and what Kafka must guarantee
 * @param maxBodySize the bytes of the largest body
 * @param dedupeWindow the longest time within which the same bytes are a duplicate
 */
public record LogRequirements(LogProperties properties, long maxBodySize, Duration dedupeWindow) {

	/** For the key and the headers. */
	private static final int OVERHEAD = 64 * 1024;

	private static final int FEWEST_REPLICAS = 3;

	private static final int FEWEST_IN_SYNC = 2;

	private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

	private static final String OFFSETS_RETENTION = "offsets.retention.minutes";

	private static final String OFFSETS_REPLICAS = "offsets.topic.replication.factor";

	/** The bytes of the largest record. */
	long largestRecord() {
		return this.maxBodySize + OVERHEAD;
	}

	/**
	 * Compares a topic with what it must be.
	 * @throws InvalidConfigurationException if it is not
	 */
	void check(TopicFacts facts) {
		List<String> problems = new ArrayList<>();
		Map<String, String> corrections = new LinkedHashMap<>();
		checkReplicas(facts, problems);
		for (Setting setting : settings()) {
			String value = facts.settings().get(setting.name());
			if (value != null && !setting.isKeptBy(value)) {
				problems.add(setting.name() + " is " + value + ", but must be " + setting.wanted());
				corrections.put(setting.name(), setting.correction());
			}
		}
		if (!problems.isEmpty()) {
			throw new InvalidConfigurationException("The topic '" + topic() + "' cannot keep what "
					+ "socialhook.kafka.durability=" + durability() + " promises: " + String.join("; ", problems) + ".",
					action(corrections));
		}
	}

	private void checkReplicas(TopicFacts facts, List<String> problems) {
		if (facts.partitions() > LogPosition.MAX_PARTITION + 1) {
			problems.add("it has " + facts.partitions() + " partitions, but must have at most "
					+ (LogPosition.MAX_PARTITION + 1));
		}
		if (this.properties.durability() != LogDurability.REPLICATED) {
			return;
		}
		if (facts.replicas() < FEWEST_REPLICAS) {
			problems.add("its replication factor is " + facts.replicas() + ", but must be at least " + FEWEST_REPLICAS);
		}
		String offsets = facts.brokerSettings().get(OFFSETS_REPLICAS);
		if (offsets != null && Long.parseLong(offsets) < FEWEST_REPLICAS) {
			problems
				.add(OFFSETS_REPLICAS + " of the brokers is " + offsets + ", but must be at least " + FEWEST_REPLICAS);
		}
	}

	private List<Setting> settings() {
		List<Setting> settings = new ArrayList<>(List.of(new Setting(TopicConfig.CLEANUP_POLICY_CONFIG, "delete"),
				new Setting(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, largestRecord(), false),
				new Setting(TopicConfig.RETENTION_MS_CONFIG, shortestRetention().toMillis(), true)));
		if (this.properties.durability() == LogDurability.REPLICATED) {
			settings.add(new Setting(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, FEWEST_IN_SYNC, false));
		}
		if (this.properties.durability() == LogDurability.SYNCED) {
			settings.add(new Setting(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1"));
		}
		if (this.properties.durability() != LogDurability.SINGLE) {
			settings.add(new Setting(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false"));
		}
		return settings;
	}

	private Duration shortestRetention() {
		return (this.dedupeWindow.compareTo(SHORTEST_RETENTION) > 0) ? this.dedupeWindow : SHORTEST_RETENTION;
	}

	private String action(Map<String, String> corrections) {
		String other = (this.properties.durability() == LogDurability.SINGLE) ? ""
				: " Or promise less with socialhook.kafka.durability.";
		if (corrections.isEmpty()) {
			return "Create the topic anew, or change what is wrong with it." + other;
		}
		return "Run kafka-configs.sh --alter --entity-type topics --entity-name " + topic() + " --add-config "
				+ corrections.entrySet()
					.stream()
					.map((entry) -> entry.getKey() + "=" + entry.getValue())
					.collect(Collectors.joining(","))
				+ " and correct what else is wrong." + other;
	}

	/**
	 * The topic does not exist. It is not created, because its size is for people to
	 * choose.
	 */
	InvalidConfigurationException missing() {
		String replicas = (this.properties.durability() == LogDurability.REPLICATED) ? Integer.toString(FEWEST_REPLICAS)
				: "1";
		return new InvalidConfigurationException("The topic '" + topic() + "' does not exist.",
				"Run kafka-topics.sh --create --topic " + topic() + " --partitions 12 --replication-factor " + replicas
						+ settings().stream()
							.map((setting) -> " --config " + setting.name() + "=" + setting.correction())
							.collect(Collectors.joining())
						+ ", or correct socialhook.kafka.topic. The number of partitions cannot be changed later "
						+ "without a loss of order.");
	}

	/** Returns what is allowed, but may surprise. */
	List<String> warnings(TopicFacts facts) {
		List<String> warnings = new ArrayList<>();
		if (this.properties.durability() == LogDurability.SINGLE) {
			warnings.add("With socialhook.kafka.durability=single, a delivery is acknowledged as soon as one broker "
					+ "has it in memory: it is lost if that broker loses its power or its disk");
		}
		String bytes = facts.settings().get(TopicConfig.RETENTION_BYTES_CONFIG);
		if (bytes != null && !"-1".equals(bytes)) {
			warnings.add("retention.bytes of the topic '" + topic() + "' is " + bytes
					+ ": deliveries that no handler has had can be deleted at any time");
		}
		Long records = millis(facts.settings().get(TopicConfig.RETENTION_MS_CONFIG), 1);
		Long offsets = millis(facts.brokerSettings().get(OFFSETS_RETENTION), Duration.ofMinutes(1).toMillis());
		if (offsets != null && records != null && (records < 0 || offsets < records)) {
			warnings.add(OFFSETS_RETENTION + " of the brokers is shorter than retention.ms of the topic '" + topic()
					+ "': if no instance runs for " + Duration.ofMillis(offsets) + ", handlers forget where they were");
		}
		return warnings;
	}

	private static @Nullable Long millis(@Nullable String value, long factor) {
		return (value != null) ? Long.parseLong(value) * factor : null;
	}

	String topic() {
		return this.properties.topic();
	}

	private String durability() {
		return this.properties.durability().name().toLowerCase(Locale.ROOT);
	}

	/**
	 * What a setting of the topic must be.
	 *
	 * @param name its name
	 * @param correction a value that is right
	 * @param least whether larger values are right as well
	 * @param unlimited whether -1 is right as well
	 */
	private record Setting(String name, String correction, boolean least, boolean unlimited) {

		Setting(String name, String value) {
			this(name, value, false, false);
		}

		Setting(String name, long least, boolean unlimited) {
			this(name, Long.toString(least), true, unlimited);
		}

		boolean isKeptBy(String value) {
			return value.equals(this.correction) || (this.unlimited && value.equals("-1"))
					|| (this.least && Long.parseLong(value) >= Long.parseLong(this.correction));
		}

		String wanted() {
			return (this.least ? "at least " : "") + this.correction;
		}

	}

}
