package io.github.socialhook.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** What is configured for an event applies under every name that it is sent under. */
class EventDedupeWindowsTests {

	private static final Duration USUAL = Duration.ofMinutes(10);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(DedupeConfiguration.class);

	@Test
	void areAllTheSameByDefault() {
		this.runner.run((context) -> {
			DedupeWindows windows = context.getBean(DedupeWindows.class);
			assertThat(windows.of(delivery("poll.didVote"))).isEqualTo(USUAL);
			assertThat(windows.of(delivery(null))).isEqualTo(USUAL);
			assertThat(windows.longest()).isEqualTo(USUAL);
		});
	}

	@ParameterizedTest
	@CsvSource({ "poll.didVote, poll.didVote, 0s", "[poll.didVote], POLL.DIDVOTE, 0s",
			"[v3.post.didAddReaction], post.didAddReaction, 0s", "post.didAddReaction, v3.post.didAddReaction, 2h",
			"[message.didCreate], v5.message.didCreate, 10m", "[poll.didVote], poll.didUpdate, 10m" })
	void applyToTheEventUnderEveryName(String configured, String sent, String expected) {
		String window = expected.equals("10m") ? "1m" : expected;
		DedupeWindows windows = windows(Map.of("socialhook.dedupe-windows." + configured, window));
		assertThat(windows.of(delivery(sent))).isEqualTo(Duration.parse("PT" + expected));
		assertThat(windows.of(delivery("channel.didCreate"))).isEqualTo(USUAL);
	}

	@Test
	void knowTheLongest() {
		assertThat(windows(Map.of("socialhook.dedupe-windows.poll.didVote", "3h")).longest())
			.isEqualTo(Duration.ofHours(3));
		assertThat(windows(Map.of("socialhook.dedupe-windows.poll.didVote", "0")).longest()).isEqualTo(USUAL);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"socialhook.dedupe-window | -1s | socialhook.dedupe-window must not be negative, but is PT-1S",
			"socialhook.dedupe-windows.poll.didVote | -1s | socialhook.dedupe-windows.poll.didVote must be a time such as 30s, or 0s, but is '-1s'",
			"socialhook.dedupe-windows.poll.didVote | soon | socialhook.dedupe-windows.poll.didVote must be a time such as 30s, or 0s, but is 'soon'",
			"socialhook.dedupe-windows.poll.didVot | 0s | socialhook.dedupe-windows names the event 'poll.didVot', which Social+ does not send. Did you mean 'poll.didVote'?" })
	void stopTheStartIfTheyAreInvalid(String setting, String value, String message) {
		this.runner.withPropertyValues(setting + "=" + value)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
	}

	private static DedupeWindows windows(Map<String, String> settings) {
		Map<String, String> source = new HashMap<>(settings);
		source.put("socialhook.dedupe-window", "10m");
		Binder binder = new Binder(new MapConfigurationPropertySource(source));
		return new EventDedupeWindows(binder.bindOrCreate("socialhook", DedupeProperties.class));
	}

	private static Delivery delivery(String event) {
		return new Delivery(EndpointName.DEFAULT, (event != null) ? new EventName(event) : null, null,
				Payload.of("{}".getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
	}

}
