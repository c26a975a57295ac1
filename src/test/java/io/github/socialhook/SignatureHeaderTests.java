package io.github.socialhook;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.socialhook.delivery.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@RunningService
class SignatureHeaderTests {

	private static final String MISSING = "The header x-amity-signature is missing.";

	private static final String REPEATED = "The header x-amity-signature must be sent once.";

	private static final String MALFORMED = "The header x-amity-signature must have 44 characters of padded, "
			+ "standard Base64.";

	private static final String WRONG = "The signature does not match the body. It is computed over the exact "
			+ "bytes, with the secret of this URL.";

	@Autowired
	private Door door;

	@AfterEach
	void stillServes() {
		this.door.requireThatItStillServes();
	}

	@Test
	void acknowledgesGenuineDeliveryAndStoresItOnce() {
		WebhookRequest request = WebhookRequest.signed();
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.UNHANDLED);
		assertThat(this.door.sendInVain(request)).isAcknowledged();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Amity-Signature", "X-AMITY-SIGNATURE", "x-aMiTy-SiGnAtUrE" })
	void takesTheNameOfTheHeaderInAnyCase(String name) {
		WebhookRequest request = WebhookRequest.signed();
		assertThat(this.door.deliver(request.without(WebhookRequest.SIGNATURE).with(name, request.genuineSignature())))
			.isEqualTo(DeliveryState.UNHANDLED);
	}

	@Test
	void refusesRequestWithoutSignature() {
		assertThat(this.door.sendInVain(WebhookRequest.unsigned())).isUnauthorized(MISSING);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void refusesMalformedSignature(String kind, String signature) {
		assertThat(this.door.sendInVain(WebhookRequest.unsigned().withSignature(signature))).isUnauthorized(MALFORMED);
	}

	static Stream<Arguments> refusesMalformedSignature() {
		String genuine = WebhookRequest.sign(new byte[0], Door.SECRET);
		byte[] digest = Base64.getDecoder().decode(genuine);
		return Stream.of(Arguments.of("empty", ""), Arguments.of("blank", " \t "),
				Arguments.of("no Base64", "!".repeat(44)), Arguments.of("unpadded", genuine.substring(0, 43)),
				Arguments.of("URL-safe", Base64.getUrlEncoder().encodeToString(filled(0xfb))),
				Arguments.of("hex", HexFormat.of().formatHex(digest)),
				Arguments.of("hex in Base64",
						Base64.getEncoder().encodeToString(HexFormat.of().formatHex(digest).getBytes())),
				Arguments.of("cut by a character", genuine.substring(1)),
				Arguments.of("cut to 16 bytes", Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 16))),
				Arguments.of("a character too long", genuine + "="), Arguments.of("4,000 characters", "A".repeat(4000)),
				Arguments.of("with the algorithm before it", "sha256=" + genuine),
				Arguments.of("in quotes", '"' + genuine + '"'), Arguments.of("two in one", genuine + ", " + genuine),
				Arguments.of("not ASCII", "é".repeat(44)), Arguments.of("a t=,v1= pair", "t=1,v1=" + genuine));
	}

	private static byte[] filled(int value) {
		byte[] bytes = new byte[32];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void refusesWrongSignature(String kind, WebhookRequest request) {
		RawAnswer answer = this.door.sendInVain(request);
		assertThat(answer).isUnauthorized(WRONG);
		assertThat(answer.toString()).doesNotContain(request.genuineSignature());
	}

	static Stream<Arguments> refusesWrongSignature() {
		WebhookRequest request = WebhookRequest.signed();
		String lowerCase = request.genuineSignature().toLowerCase(Locale.ROOT);
		return Stream.of(
				Arguments.of("all zero", request.withSignature(Base64.getEncoder().encodeToString(new byte[32]))),
				Arguments.of("by another secret", request.withSecret("another")),
				Arguments.of("by the secret of another endpoint", request.withSecret(Door.NEWER_SECRET)),
				Arguments.of("for another endpoint", request.to("/webhooks/rotating")),
				Arguments.of("by no secret at all", request.withSecret("\0")),
				Arguments.of("in lower case", request.withSignature(lowerCase)),
				Arguments.of("of another body", request.withSignature(WebhookRequest.signed().genuineSignature())),
				Arguments.of("of no body", request.withSignature(WebhookRequest.sign(new byte[0], Door.SECRET))));
	}

	@Test
	void refusesSeveralSignaturesEvenIfOneOrAllAreGenuine() {
		WebhookRequest request = WebhookRequest.signed();
		String genuine = request.genuineSignature();
		String wrong = Base64.getEncoder().encodeToString(new byte[32]);
		assertThat(this.door.sendInVain(request.with(WebhookRequest.SIGNATURE, genuine))).isUnauthorized(REPEATED);
		assertThat(this.door.sendInVain(request.with(WebhookRequest.SIGNATURE, wrong))).isUnauthorized(REPEATED);
		assertThat(this.door.sendInVain(request.withSignature(wrong).with(WebhookRequest.SIGNATURE, genuine)))
			.isUnauthorized(REPEATED);
		assertThat(this.door.sendInVain(request.with(WebhookRequest.SIGNATURE, ""))).isUnauthorized(REPEATED);
	}

	@Test
	void dropsTheLegacyTwin() {
		WebhookRequest request = WebhookRequest.unsigned();
		assertThat(this.door.sendInVain(request.with(WebhookRequest.LEGACY_SIGNATURE, request.genuineSignature())))
			.isAcknowledged();
		assertThat(this.door.sendInVain(request.with(WebhookRequest.LEGACY_SIGNATURE, "anything"))).isAcknowledged();
		assertThat(this.door.sendInVain(request.with(WebhookRequest.LEGACY_SIGNATURE, ""))).isAcknowledged();
	}

	@Test
	void verifiesTheCurrentSignatureBesideALegacyOne() {
		WebhookRequest request = WebhookRequest.signed().with(WebhookRequest.LEGACY_SIGNATURE, "anything");
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.UNHANDLED);
		assertThat(this.door.sendInVain(request.withSecret("another"))).isUnauthorized(WRONG);
		assertThat(this.door.sendInVain(request.withSignature(""))).isUnauthorized(MALFORMED);
	}

	@ParameterizedTest
	@ValueSource(strings = { Door.NEWER_SECRET, Door.OLDER_SECRET })
	void acceptsEachSecretWhileOneReplacesTheOther(String secret) {
		WebhookRequest request = WebhookRequest.signed().to("/webhooks/rotating").withSecret(secret);
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.UNHANDLED);
	}

	@Test
	void refusesBodyChangedOnTheWay() {
		byte[] body = "{\"event\":\"door.didTest\"}".getBytes();
		WebhookRequest request = WebhookRequest.signed(body);
		byte[] changed = body.clone();
		changed[2] ^= 1;
		assertThat(this.door.sendInVain(request.sending(changed))).isUnauthorized(WRONG);
	}

}
