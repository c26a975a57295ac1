package io.github.socialhook.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionLimitTests {

	@ParameterizedTest
	@CsvSource({ "8192, 4096, 1048576, 8192", "8192, 256, 1048576, 2048", "8192, 128, 20000, 1024",
			"8192, 4096, 1024, 768", "-1, 256, 1048576, 2048", "100, 4096, 1048576, 100", "8192, 2, 1048576, 64",
			"8192, 256, 100, 64", "8192, 256, -1, 2048" })
	void isWhatMemoryAndFileDescriptorsSufficeFor(int configured, long mebibytes, long files, int limit) {
		assertThat(ConnectionLimit.of(configured, 16 * 1024, mebibytes * 1024 * 1024, files)).isEqualTo(limit);
	}

	@Test
	void isLessWhereHeadsMayBeLarger() {
		assertThat(ConnectionLimit.of(8192, 80 * 1024, 256 * 1024 * 1024, -1)).isEqualTo(1024);
	}

}
