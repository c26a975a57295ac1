package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The test cases of RFC 4231 for HMAC-SHA-256, by their numbers there. The fifth has its
 * output cut to 128 bits.
 */
enum Vector {

	CASE_1("0b".repeat(20), ascii("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),

	CASE_2(ascii("Jefe"), ascii("what do ya want for nothing?"),
			"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),

	CASE_3("aa".repeat(20), "dd".repeat(50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),

	CASE_4("0102030405060708090a0b0c0d0e0f10111213141516171819", "cd".repeat(50),
			"82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),

	CASE_5("0c".repeat(20), ascii("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"),

	CASE_6("aa".repeat(131), ascii("Test Using Larger Than Block-Size Key - Hash Key First"),
			"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),

	CASE_7("aa".repeat(131),
			ascii("This is a test using a larger than block-size key and a larger than block-size data. "
					+ "The key needs to be hashed before being used by the HMAC algorithm."),
			"9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");

	private final byte[] key;

	private final byte[] data;

	private final byte[] output;

	Vector(String key, String data, String output) {
		this.key = HexFormat.of().parseHex(key);
		this.data = HexFormat.of().parseHex(data);
		this.output = HexFormat.of().parseHex(output);
	}

	private static String ascii(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
	}

	SignatureVerifier verifier() {
		return SignatureVerifier.ofKeys(this.key);
	}

	byte[] key() {
		return this.key;
	}

	byte[] data() {
		return this.data;
	}

	byte[] output() {
		return this.output;
	}

	String signature() {
		return Base64.getEncoder().encodeToString(this.output);
	}

}
