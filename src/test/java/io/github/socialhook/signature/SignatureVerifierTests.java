package io.github.socialhook.signature;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureVerifierTests {

	private static final Vector GENUINE = Vector.CASE_2;

	@ParameterizedTest
	@EnumSource(names = "CASE_5", mode = Mode.EXCLUDE)
	void acceptsVectorOfRfc4231(Vector vector) {
		assertThat(SignatureVerifier.isWellFormed(vector.signature())).isTrue();
		assertThat(vector.verifier().verify(vector.signature(), vector.data())).isTrue();
	}

	@Test
	void refusesTruncatedVectorOfRfc4231() {
		Vector truncated = Vector.CASE_5;
		assertThat(SignatureVerifier.isWellFormed(truncated.signature())).isFalse();
		assertThat(truncated.verifier().verify(truncated.signature(), truncated.data())).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void refusesEveryTruncationOfADigest(Vector vector) {
		for (int length = 0; length < vector.output().length; length++) {
			String signature = Base64.getEncoder().encodeToString(Arrays.copyOf(vector.output(), length));
			assertThat(SignatureVerifier.isWellFormed(signature)).isFalse();
			assertThat(vector.verifier().verify(signature, vector.data())).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void refusesEveryTruncationOfASignature(Vector vector) {
		for (int length = 0; length < vector.signature().length(); length++) {
			String signature = vector.signature().substring(0, length);
			assertThat(SignatureVerifier.isWellFormed(signature)).isFalse();
			assertThat(vector.verifier().verify(signature, vector.data())).isFalse();
		}
	}

	@Test
	void refusesDigestWithAnyBitFlipped() {
		for (int bit = 0; bit < Byte.SIZE * GENUINE.output().length; bit++) {
			byte[] digest = GENUINE.output().clone();
			digest[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
			String signature = Base64.getEncoder().encodeToString(digest);
			assertThat(SignatureVerifier.isWellFormed(signature)).isTrue();
			assertThat(GENUINE.verifier().verify(signature, GENUINE.data())).isFalse();
		}
	}

	@Test
	void refusesBodyWithAnyBitFlipped() {
		for (int bit = 0; bit < Byte.SIZE * GENUINE.data().length; bit++) {
			byte[] body = GENUINE.data().clone();
			body[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
			assertThat(GENUINE.verifier().verify(GENUINE.signature(), body)).isFalse();
		}
	}

	@Test
	void refusesAnotherSpellingOfTheSameDigest() {
		// The last character before the padding carries two bits that mean nothing.
		String signature = GENUINE.signature();
		String other = signature.substring(0, 42) + (char) (signature.charAt(42) + 1) + "=";
		assertThat(Base64.getDecoder().decode(other)).isEqualTo(GENUINE.output());
		assertThat(GENUINE.verifier().verify(other, GENUINE.data())).isFalse();
	}

	@Test
	void acceptsWhatAnyOfItsSecretsHasSigned() {
		List<Vector> known = List.of(Vector.CASE_1, Vector.CASE_2, Vector.CASE_3);
		SignatureVerifier verifier = SignatureVerifier.ofKeys(known.stream().map(Vector::key).toArray(byte[][]::new));
		assertThat(known).allMatch((vector) -> verifier.verify(vector.signature(), vector.data()));
	}

	@Test
	void refusesWhatNoneOfItsSecretsHasSigned() {
		SignatureVerifier verifier = SignatureVerifier.ofKeys(Vector.CASE_1.key(), Vector.CASE_3.key());
		assertThat(verifier.verify(GENUINE.signature(), GENUINE.data())).isFalse();
	}

	@Test
	void refusesEverythingWithoutASecret() {
		assertThat(new SignatureVerifier(List.of()).verify(GENUINE.signature(), GENUINE.data())).isFalse();
	}

	@Test
	void givesTheSameAnswerEveryTime() {
		SignatureVerifier verifier = GENUINE.verifier();
		for (int i = 0; i < 3; i++) {
			assertThat(verifier.verify(GENUINE.signature(), GENUINE.data())).isTrue();
			assertThat(verifier.verify(Vector.CASE_1.signature(), GENUINE.data())).isFalse();
		}
	}

	@Test
	void takesHexForMalformed() {
		assertThat(SignatureVerifier.isWellFormed(HexFormat.of().formatHex(GENUINE.output()))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", //
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", //
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", //
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", //
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", //
			"-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", //
			"_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", //
			" AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", //
			"AAAAAAAAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAAAAAA=", //
			"AAAAAAAAAAAAAAAAAAAAA=AAAAAAAAAAAAAAAAAAAAA=", //
			"éAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", //
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u0000" })
	void isNotWellFormed(String signature) {
		assertThat(SignatureVerifier.isWellFormed(signature)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", //
			"+/09azAZ+/09azAZ+/09azAZ+/09azAZ+/09azAZ+/0=" })
	void isWellFormed(String signature) {
		assertThat(SignatureVerifier.isWellFormed(signature)).isTrue();
	}

}
