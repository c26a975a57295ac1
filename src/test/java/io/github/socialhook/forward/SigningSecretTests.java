package io.github.socialhook.forward;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SigningSecretTests {

	private static final String TEXT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

	/** The example that all libraries of Standard Webhooks are tested with. */
	@Test
	void signsAsTheSpecificationDoes() {
		assertThat(SigningSecret.parse(TEXT)
			.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
					"{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
			.isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	}

	@ParameterizedTest
	@CsvSource({ "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, does not begin with whsec_",
			"whsec_, has 0 bytes instead of 24 to 64", "whsec_c2hvcnQ=, has 5 bytes instead of 24 to 64",
			"whsec_MfKQ9r8GKY*rTwjU, is not Base64 after whsec_",
			"whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, does not begin with whsec_" })
	void refusesWhatIsNoSecretWithoutShowingIt(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.parse(text)).withMessage(reason);
	}

	@Test
	void takesKeysUpToTheLimit() {
		assertThat(SigningSecret.parse("whsec_" + Base64.getEncoder().encodeToString(new byte[64]))).isNotNull();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SigningSecret.parse("whsec_" + Base64.getEncoder().encodeToString(new byte[65])));
	}

	@Test
	void takesOnePerLineAndShowsNone() {
		String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
		List<SigningSecret> secrets = SigningSecrets.parse(List.of(" " + TEXT + "\r\n\n" + other + "\n", TEXT));
		assertThat(secrets).containsExactly(SigningSecret.parse(TEXT), SigningSecret.parse(other));
		assertThat(secrets).hasToString("[******, ******]");
		assertThat(new Confidential(TEXT)).hasToString("******");
	}

}
