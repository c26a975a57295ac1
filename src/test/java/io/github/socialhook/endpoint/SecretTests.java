package io.github.socialhook.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretTests {

	private static final String TEXT = "q8Jkůň+Zm9v==";

	@Test
	void isTheUtf8BytesOfTheTextAndNotWhatItMayEncode() {
		assertThat(Secret.of(TEXT).key()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void losesTheBlanksAndTheLineEndAroundIt() {
		assertThat(Secret.of(" \t" + TEXT + "\r\n").key()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void isEmptyIfThereIsOnlyBlankText() {
		assertThat(Secret.of(" \n").isEmpty()).isTrue();
		assertThat(Secret.of(TEXT).isEmpty()).isFalse();
	}

	@Test
	void neverShowsItself() {
		assertThat(Secret.of(TEXT)).hasToString("******");
		assertThat(new EndpointProperties.Item("/webhooks", List.of(Secret.of(TEXT)))).asString().doesNotContain(TEXT);
	}

}
