package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns of secrets that can be guessed. Whoever has seen one genuine request can try
 * secrets on a machine of his own, as fast as that computes, and then sign whatever he
 * likes. Sixteen characters at random are beyond that even if they are but letters and
 * digits, and Social+ makes longer ones: what is shorter was not copied from its console.
 */
final class SecretStrength {

	private static final Log logger = LogFactory.getLog(SecretStrength.class);

	static final int LEAST_BYTES = 16;

	/** What is at random has more different ones among its first sixteen. */
	private static final int LEAST_CHARACTERS = 6;

	/** Without regard to case, punctuation and digits at the end. */
	private static final Set<String> SAMPLES = Set.of("", "abc", "abcdef", "abcdefghijklmnop", "admin", "changeit",
			"changeme", "chatsecret", "default", "demo", "demosecret", "dummy", "example", "examplesecret", "foobar",
			"mysecret", "mysecretkey", "mysupersecretkey", "newsecret", "notsecret", "oldsecret", "password",
			"placeholder", "qwerty", "replaceme", "root", "sample", "samplesecret", "secret", "secretkey", "social",
			"socialhook", "socialhookdemo", "socialhooksecret", "supersecret", "supersecretkey", "test", "testkey",
			"testsecret", "testtest", "thesecret", "thesecretfromtheconsole", "todo", "topsecret", "webhook",
			"webhooksecret", "yoursecret", "yoursecrethere", "yoursecretkey", "yourwebhooksecret");

	private SecretStrength() {
	}

	/** Says what is wrong with the secrets of an endpoint, and never shows one. */
	static void check(Endpoint endpoint) {
		List<Secret> secrets = endpoint.verifier().secrets();
		for (int i = 0; i < secrets.size(); i++) {
			String weakness = weakness(secrets.get(i));
			if (weakness != null) {
				logger.warn("Secret " + (i + 1) + " of " + secrets.size() + " of endpoint '" + endpoint.name() + "' "
						+ weakness + ", so events can be forged: use the one that the console of Social+ shows");
			}
		}
	}

	static @Nullable String weakness(Secret secret) {
		String text = new String(secret.key(), StandardCharsets.UTF_8);
		String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
		if (!plain.isEmpty() && SAMPLES.contains(plain.replaceAll("[0-9]+$", ""))) {
			return "is a sample that everybody knows";
		}
		if (secret.key().length < LEAST_BYTES) {
			return "is shorter than " + LEAST_BYTES + " bytes";
		}
		return (text.chars().distinct().count() < LEAST_CHARACTERS) ? "repeats a few characters" : null;
	}

}
