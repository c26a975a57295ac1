package io.github.socialhook.store.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LogRequirementsTests {

	private static final Map<String, String> STRONG = Map.of("cleanup.policy", "delete", "max.message.bytes", "1114112",
			"retention.ms", "604800000", "retention.bytes", "-1", "min.insync.replicas", "2", "flush.messages", "1",
			"unclean.leader.election.enable", "false");

	private static final Map<String, String> BROKER = Map.of("offsets.topic.replication.factor", "3",
			"offsets.retention.minutes", "10080");

	private static LogRequirements requirements(LogDurability durability) {
		return new LogRequirements(new LogProperties("log", durability, Map.of(), LogIndexMode.ALL), 1 << 20,
				Duration.ofMinutes(10));
	}

	private static TopicFacts facts(int replicas, Map<String, String> settings) {
		return new TopicFacts(Uuid.randomUuid(), 12, replicas, settings, BROKER);
	}

	private static Map<String, String> with(Map<String, String> settings, String name, String value) {
		Map<String, String> other = new HashMap<>(settings);
		other.put(name, value);
		return other;
	}

	private static InvalidConfigurationException refused(LogDurability durability, TopicFacts facts) {
		return org.assertj.core.api.Assertions.catchThrowableOfType(InvalidConfigurationException.class,
				() -> requirements(durability).check(facts));
	}

	@ParameterizedTest
	@EnumSource
	void acceptsATopicThatKeepsEverything(LogDurability durability) {
		requirements(durability).check(facts(3, STRONG));
		requirements(durability).check(facts(3, with(STRONG, "retention.ms", "-1")));
		requirements(durability).check(facts(5, with(STRONG, "min.insync.replicas", "3")));
		requirements(durability).check(new TopicFacts(Uuid.randomUuid(), 12, 3, STRONG, Map.of()));
	}

	@Test
	void topicOfTheComposeFileIsSufficient() throws IOException {
		String text = Files.readString(Path.of("deploy/compose.kafka.yaml"));
		Map<String, String> settings = Pattern.compile("--config ([a-z.]+)=(\\S+)")
			.matcher(text)
			.results()
			.collect(Collectors.toMap((match) -> match.group(1), (match) -> match.group(2)));
		assertThat(settings).hasSizeGreaterThan(4);
		assertThat(text).contains("SOCIALHOOK_KAFKA_DURABILITY: synced", "--topic socialhook.deliveries\n");
		requirements(LogDurability.SYNCED).check(facts(1, settings));
	}

	@ParameterizedTest
	@CsvSource({ "REPLICATED, min.insync.replicas, 1, at least 2",
			"REPLICATED, unclean.leader.election.enable, true, false",
			"SYNCED, unclean.leader.election.enable, true, false", "SYNCED, flush.messages, 9223372036854775807, 1",
			"SINGLE, cleanup.policy, compact, delete", "SINGLE, cleanup.policy, 'compact,delete', delete",
			"SINGLE, max.message.bytes, 1048588, at least 1114112",
			"SINGLE, retention.ms, 86399999, at least 86400000" })
	void refusesWhatIsTooWeak(LogDurability durability, String name, String value, String wanted) {
		InvalidConfigurationException refused = refused(durability, facts(3, with(STRONG, name, value)));
		assertThat(refused.getMessage()).isEqualTo("The topic 'log' cannot keep what socialhook.kafka.durability="
				+ durability.name().toLowerCase(Locale.ROOT) + " promises: " + name + " is " + value + ", but must be "
				+ wanted + ".");
		assertThat(refused.action())
			.startsWith("Run kafka-configs.sh --alter --entity-type topics --entity-name log --add-config " + name + "="
					+ wanted.replace("at least ", "") + " ");
	}

	@Test
	void refusesTooFewReplicas() {
		InvalidConfigurationException refused = refused(LogDurability.REPLICATED, facts(2, STRONG));
		assertThat(refused.getMessage()).endsWith("promises: its replication factor is 2, but must be at least 3.");
		assertThat(refused.action()).isEqualTo("Create the topic anew, or change what is wrong with it. "
				+ "Or promise less with socialhook.kafka.durability.");
		requirements(LogDurability.SYNCED).check(facts(1, STRONG));
	}

	@Test
	void refusesTooFewReplicasOfPositions() {
		TopicFacts facts = new TopicFacts(Uuid.randomUuid(), 12, 3, STRONG,
				Map.of("offsets.topic.replication.factor", "1"));
		assertThat(refused(LogDurability.REPLICATED, facts).getMessage())
			.endsWith("offsets.topic.replication.factor of the brokers is 1, but must be at least 3.");
	}

	@Test
	void keepsWhatIsNeededToFindDuplicates() {
		LogRequirements requirements = new LogRequirements(
				new LogProperties("log", LogDurability.SINGLE, Map.of(), LogIndexMode.ALL), 1, Duration.ofDays(8));
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> requirements.check(facts(1, STRONG)))
			.withMessageContaining("retention.ms is 604800000, but must be at least 691200000");
	}

	@Test
	void saysHowToCreateTheTopic() {
		InvalidConfigurationException missing = requirements(LogDurability.REPLICATED).missing();
		assertThat(missing.getMessage()).isEqualTo("The topic 'log' does not exist.");
		assertThat(missing.action()).startsWith("Run kafka-topics.sh --create --topic log --partitions 12 "
				+ "--replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1114112 "
				+ "--config retention.ms=86400000 --config min.insync.replicas=2 "
				+ "--config unclean.leader.election.enable=false, or correct socialhook.kafka.topic.");
	}

	@Test
	void warnsOfWhatMaySurprise() {
		assertThat(requirements(LogDurability.REPLICATED).warnings(facts(3, STRONG))).isEmpty();
		assertThat(requirements(LogDurability.SINGLE).warnings(facts(1, STRONG))).singleElement()
			.asString()
			.contains("it is lost if that broker loses its power or its disk");
		assertThat(requirements(LogDurability.REPLICATED)
			.warnings(facts(3, with(STRONG, "retention.bytes", "1000000000")))).singleElement()
			.asString()
			.startsWith("retention.bytes of the topic 'log' is 1000000000: ");
		assertThat(requirements(LogDurability.REPLICATED).warnings(facts(3, with(STRONG, "retention.ms", "-1"))))
			.singleElement()
			.asString()
			.startsWith("offsets.retention.minutes of the brokers is shorter than retention.ms");
	}

}
