package io.github.socialhook.store.sqlite;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The oldest fingerprints are forgotten when they do not fit into memory. */
@ExtendWith(OutputCaptureExtension.class)
class TooManyFingerprintsTests extends FingerprintsFixture {

	@Test
	void areForgottenAndThatIsSaidOnce(CapturedOutput output) throws SQLException {
		this.fingerprints = new Fingerprints(RUN_SIZE, 2);
		putAll(0, 8000);
		assertThat(output).containsOnlyOnce("than fit into memory");
		assertThat(count("socialhook_fingerprint_run")).isLessThan(5);
		assertThat(putAgain(7800, 8000)).isEqualTo(200);
		assertThat(putAgain(0, 100)).isZero();
	}

}
