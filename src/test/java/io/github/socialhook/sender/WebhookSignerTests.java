package io.github.socialhook.sender;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookSignerTests {

	@Test
	void makesSignatureOfRfc4231() {
		String hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
		String signature = new WebhookSigner("Jefe").sign(bytes("what do ya want for nothing?"));
		assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(signature))).isEqualTo(hex);
	}

	/** printf '%s' '{}' | openssl dgst -sha256 -hmac 'schlüssel' -binary | base64 . */
	@Test
	void makesSignatureOfOpensslWithUtf8Secret() {
		assertThat(new WebhookSigner("schlüssel").sign(bytes("{}")))
			.isEqualTo("ADS6utC46z8ay5fBT8fz1tyhh9hyUrDgLF4TszLohO0=");
	}

	@Test
	void makesPaddedStandardBase64() {
		assertThat(new WebhookSigner("a").sign(bytes("b"))).hasSize(44).endsWith("=").doesNotContain("-", "_");
	}

	@Test
	void signsEachByte() {
		WebhookSigner signer = new WebhookSigner("a");
		assertThat(signer.sign(bytes("{}"))).isNotEqualTo(signer.sign(bytes("{}\n")));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
