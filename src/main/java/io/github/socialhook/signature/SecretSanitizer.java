package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks the secrets where the actuator shows settings, even if it was told to show their
 * values: under their own keys, and wherever else one that is in force stands, such as
 * among the arguments of the process.
 */
final class SecretSanitizer implements SanitizingFunction {

	private static final Pattern KEYS = Pattern.compile("(?i)socialhook[._].*(secret|password).*");

	private final Endpoints endpoints;

	SecretSanitizer(Endpoints endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return (KEYS.matcher(data.getKey()).matches() || isTold(data.getValue())) ? data.withSanitizedValue() : data;
	}

	private boolean isTold(@Nullable Object value) {
		String text = String.valueOf(value);
		return this.endpoints.all()
			.stream()
			.flatMap((endpoint) -> endpoint.verifier().secrets().stream())
			.anyMatch((secret) -> text.contains(new String(secret.key(), StandardCharsets.UTF_8)));
	}

}
