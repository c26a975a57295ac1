package io.github.socialhook.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns of secrets that can be guessed. An attacker who has seen one genuine request can
 * try secrets offline and, once one fits, sign any event. Sixteen random letters and
 * digits are out of reach of that, and Social+ generates longer secrets, so a shorter one
 * was not copied from its console.
 */
final class SecretStrength {

	private static final Log logger = LogFactory.getLog(SecretStrength.class);

	static final int MIN_BYTES = 16;

	/** Sixteen random characters contain more distinct ones than that. */
	private static final int MIN_DISTINCT_CHARACTERS = 6;

	/** Compared without case, punctuation and trailing digits. */
	private static final Set<String> SAMPLES = Set.of("", "abc", "abcdef", "abcdefghijklmnop", "admin", "changeit",
			"changeme", "chatsecret", "default", "demo", "demosecret", "dummy", "example", "examplesecret", "foobar",
			"mysecret", "mysecretkey", "mysupersecretkey", "newsecret", "notsecret", "oldsecret", "password",
			"placeholder", "qwerty", "replaceme", "root", "sample", "samplesecret", "secret", "secretkey", "social",
			"socialhook", "socialhookdemo", "socialhooksecret", "supersecret", "supersecretkey", "test", "testkey",
			"testsecret", "testtest", "thesecret", "thesecretfromtheconsole", "todo", "topsecret", "webhook",
			"webhooksecret", "yoursecret", "yoursecrethere", "yoursecretkey", "yourwebhooksecret");

	private SecretStrength() {
	}

	/** Logs the weaknesses of the secrets of an endpoint without revealing one. */
	static void check(Endpoint endpoint) {
		List<Secret> secrets = endpoint.secrets();
		for (int i = 0; i < secrets.size(); i++) {
			if (secrets.get(i).hasInvisibleCharacters()) {
				logger.warn("Secret " + (i + 1) + " of " + secrets.size() + " of endpoint '" + endpoint.name()
						+ "' contains invisible characters, such as a no-break space: remove them, unless Social+ "
						+ "shows them as well");
			}
			String weakness = weakness(secrets.get(i));
			if (weakness != null) {
				logger.warn("Secret " + (i + 1) + " of " + secrets.size() + " of endpoint '" + endpoint.name() + "' "
						+ weakness + ", so events can be forged: use the one that the Social+ console shows");
			}
		}
	}

	static @Nullable String weakness(Secret secret) {
		String text = new String(secret.key(), StandardCharsets.UTF_8);
		String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
		if (!plain.isEmpty() && SAMPLES.contains(plain.replaceAll("[0-9]+$", ""))) {
			return "is a well-known sample";
		}
		if (secret.key().length < MIN_BYTES) {
			return "is shorter than " + MIN_BYTES + " bytes";
		}
		return (text.chars().distinct().count() < MIN_DISTINCT_CHARACTERS) ? "repeats a few characters" : null;
	}

}
