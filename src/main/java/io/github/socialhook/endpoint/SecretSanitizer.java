package io.github.socialhook.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks secrets in the actuator, even where it is configured to show values: the values
 * of their own keys, and every other value that contains an accepted secret, such as the
 * arguments of the process.
 */
final class SecretSanitizer implements SanitizingFunction {

	private static final Pattern KEYS = Pattern.compile("(?i)socialhook[._].*(secret|password).*");

	private final Endpoints endpoints;

	SecretSanitizer(Endpoints endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return (KEYS.matcher(data.getKey()).matches() || containsSecret(data.getValue())) ? data.withSanitizedValue()
				: data;
	}

	private boolean containsSecret(@Nullable Object value) {
		String text = String.valueOf(value);
		return this.endpoints.all()
			.stream()
			.flatMap((endpoint) -> endpoint.secrets().stream())
			.anyMatch((secret) -> text.contains(new String(secret.key(), StandardCharsets.UTF_8)));
	}

}
