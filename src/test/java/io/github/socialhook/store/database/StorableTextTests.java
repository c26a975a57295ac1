package io.github.socialhook.store.database;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which text every database can store. */
class StorableTextTests {

	@Test
	void textThatCanBeStoredIsTheSameObject() {
		for (String text : new String[] { "", "plain", "ä€𝄞", "𝄞" }) {
			assertThat(StorableText.of(text)).isSameAs(text);
		}
	}

	@Test
	void nullCharactersAreReplaced() {
		assertThat(StorableText.of("\0a\0\0b\0")).isEqualTo("\ufffda\ufffd\ufffdb\ufffd");
	}

	@Test
	void halvesOfPairsAreReplaced() {
		assertThat(StorableText.of("\ud834")).isEqualTo("\ufffd");
		assertThat(StorableText.of("\udd1e\ud834")).isEqualTo("\ufffd\ufffd");
		assertThat(StorableText.of("𝄞\ud834𝄞\udd1e𝄞")).isEqualTo("𝄞\ufffd𝄞\ufffd𝄞");
	}

}
