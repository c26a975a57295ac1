package io.github.socialhook.forward;

import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks secrets of targets in the actuator, even where it is configured to show values,
 * and their URLs, which may hold tokens.
 */
final class ForwardSanitizer implements SanitizingFunction {

	private static final Pattern KEYS = Pattern.compile("(?i)socialhook[._]forward.*(secret|url).*");

	private final ForwardHandlers handlers;

	ForwardSanitizer(ForwardHandlers handlers) {
		this.handlers = handlers;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		boolean shows = KEYS.matcher(data.getKey()).matches()
				|| this.handlers.haveSecretIn(String.valueOf(data.getValue()));
		return shows ? data.withSanitizedValue() : data;
	}

}
