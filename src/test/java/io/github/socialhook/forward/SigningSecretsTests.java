package io.github.socialhook.forward;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SigningSecretsTests {

	private static final String OLDER = secret(1);

	private static final String NEWER = secret(2);

	private final AtomicReference<List<String>> file = new AtomicReference<>(List.of(OLDER));

	private final AtomicLong nanos = new AtomicLong();

	private final SigningSecrets secrets = new SigningSecrets("crm", List.of(SigningSecret.parse(OLDER)),
			this.file::get, this.nanos::get);

	private static String secret(int seed) {
		byte[] key = new byte[32];
		key[0] = (byte) seed;
		return "whsec_" + Base64.getEncoder().encodeToString(key);
	}

	@Test
	void takesWhatTheFileHoldsEveryTwoSeconds() {
		this.secrets.current();
		this.file.set(List.of(NEWER, OLDER));
		this.nanos.addAndGet(1_999_999_999);
		assertThat(this.secrets.current()).containsExactly(SigningSecret.parse(OLDER));
		this.nanos.addAndGet(1);
		assertThat(this.secrets.current()).containsExactly(SigningSecret.parse(NEWER), SigningSecret.parse(OLDER));
	}

	@Test
	void keepsTheSecretWhileTheFileHoldsNoValidOne() {
		for (List<String> unusable : List.of(List.<String>of(), List.of(""), List.of(NEWER.substring(0, 20)),
				List.of(NEWER, "${CRM_SECRET}"))) {
			this.file.set(unusable);
			this.nanos.addAndGet(2_000_000_000);
			assertThat(this.secrets.current()).containsExactly(SigningSecret.parse(OLDER));
		}
		this.file.set(List.of(NEWER));
		this.nanos.addAndGet(2_000_000_000);
		assertThat(this.secrets.current()).containsExactly(SigningSecret.parse(NEWER));
	}

}
