package io.github.socialhook.endpoint;

import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.delivery.EndpointName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SecretStrengthTests {

	@ParameterizedTest
	@ValueSource(strings = { "changeit", "changeme", "secret", "password", "Password123!", "test", "my-secret-key",
			"socialhook-demo", "THE SECRET FROM THE CONSOLE", "<your-webhook-secret>", "your_secret_here", "1234",
			"12345678901234567890", "super-secret-key-2026", "the-secret" })
	void knowsSamples(String text) {
		assertThat(weakness(text)).isEqualTo("is a well-known sample");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "kůň-7Hq2+x/", "6f1c9e2ab34d578" })
	void knowsWhatIsTooShort(String text) {
		assertThat(weakness(text)).isEqualTo("is shorter than 16 bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aaaaaaaaaaaaaaaaaaaaaaaa", "abababababababababab", "................" })
	void knowsWhatRepeatsItself(String text) {
		assertThat(weakness(text)).isEqualTo("repeats a few characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "6f1c9e2ab34d5780", "Zb7Qk2Vx9LmW4tRcHc5Nd8Ys", "b2f7a5d0c9e84136",
			"secret-6f1c9e2ab34d5780", "ěščřžýáíéúůťďň" })
	void hasNothingAgainstOthers(String text) {
		assertThat(weakness(text)).isNull();
	}

	@Test
	void warnsOfEachWithoutShowingIt(CapturedOutput output) {
		List<Secret> secrets = Stream.of("Zb7Qk2Vx9LmW4tRcHc5Nd8Ys", "tiny-one", "hunter").map(Secret::of).toList();
		SecretStrength.check(new Endpoint(new EndpointName("chat"), "/chat", secrets));
		assertThat(output)
			.contains("Secret 2 of 3 of endpoint 'chat' is shorter than 16 bytes, so events can be forged: use the "
					+ "one that the Social+ console shows")
			.contains("Secret 3 of 3 of endpoint 'chat' is")
			.doesNotContain("Secret 1 of 3", "Zb7", "tiny", "hunter");
	}

	private static String weakness(String text) {
		return SecretStrength.weakness(Secret.of(text));
	}

}
