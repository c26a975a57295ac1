package io.github.socialhook.endpoint;

import java.util.regex.Pattern;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Refuses secrets that YAML has taken for a number or a truth value: it reads
 * {@code 0123456701234567} as an octal number, so that the text is lost.
 */
final class SecretTypes {

	private static final Pattern NAMES = Pattern
		.compile("(?i)socialhook\\.endpoints\\..*\\.secrets?(\\[\\d+])?|SOCIALHOOK[._]SECRET(\\[\\d+])?");

	private SecretTypes() {
	}

	static void check(ConfigurableEnvironment environment) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					if (NAMES.matcher(name).matches()) {
						requireText(name, enumerable.getProperty(name));
					}
				}
			}
		}
	}

	private static void requireText(String name, @Nullable Object value) {
		if (value instanceof Number || value instanceof Boolean) {
			throw new InvalidConfigurationException(
					"YAML reads the secret at '" + name + "' as a number or a boolean, and its original text is lost.",
					"Quote the secret.");
		}
	}

}
