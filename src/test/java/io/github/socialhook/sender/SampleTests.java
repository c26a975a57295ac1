package io.github.socialhook.sender;

import io.github.socialhook.event.reader.EventScanner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SampleTests {

	@Test
	void readsSampleOfThatName() {
		assertThat(new EventScanner().scan(Sample.read("v3.post.didFlag")).name()).isEqualTo("v3.post.didFlag");
	}

	@Test
	void refusesNameWithoutSample() {
		assertThatIllegalArgumentException().isThrownBy(() -> Sample.read("channel.didVanish"))
			.withMessageContaining("channel.didVanish");
	}

}
