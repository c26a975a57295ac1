package io.github.socialhook.dispatch.registry;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.handler.HandlerLimits;
import io.github.socialhook.handler.HandlerRegistration;
import io.github.socialhook.handler.RetryPolicy;
import io.github.socialhook.handler.WebhookHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * Reads the settings of a handler from its annotation or its registration; what that
 * omits has a default.
 */
public final class HandlerSettingsFactory {

	private static final String NONE = "none";

	private final HandlerSettings defaults;

	private final Function<String, @Nullable String> placeholders;

	/**
	 * Creates a factory.
	 * @param defaults the settings of a handler whose annotation has none
	 * @param placeholders replaces the property placeholders of a text
	 */
	public HandlerSettingsFactory(HandlerSettings defaults, Function<String, @Nullable String> placeholders) {
		this.defaults = defaults;
		this.placeholders = placeholders;
	}

	/**
	 * Reads the settings of a handler.
	 * @throws InvalidConfigurationException if a value is invalid
	 */
	HandlerSettings of(Method method, WebhookHandler annotation) {
		int concurrency = read(method, "concurrency", annotation.concurrency(), this.defaults.concurrency(),
				HandlerSettingsFactory::concurrency);
		Duration timeout = read(method, "timeout", annotation.timeout(), this.defaults.timeout(),
				HandlerSettingsFactory::timeout);
		RetryPolicy retries = read(method, "retryAfter", annotation.retryAfter(), this.defaults.retries(),
				(text) -> RetryPolicy.of(delays(text)));
		return new HandlerSettings(concurrency, timeout, retries);
	}

	/**
	 * Reads the settings of a registered handler.
	 * @throws InvalidConfigurationException if a value is invalid
	 */
	HandlerSettings of(HandlerRegistration registration) {
		HandlerLimits limits = registration.limits();
		try {
			Integer concurrency = limits.concurrency();
			Duration timeout = limits.timeout();
			List<Duration> delays = limits.retryAfter();
			return new HandlerSettings((concurrency != null) ? requireValid(concurrency) : this.defaults.concurrency(),
					(timeout != null) ? requireValid(timeout) : this.defaults.timeout(),
					(delays != null) ? RetryPolicy.of(requireValid(delays)) : this.defaults.retries());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationException(
					"The handler " + registration.name() + " has an invalid limit: " + ex.getMessage() + ".",
					"Correct its concurrency (from 1), its timeout or its list of retry delays.");
		}
	}

	private <T> T read(Method method, String attribute, String text, T otherwise, Function<String, T> parser) {
		try {
			String value = this.placeholders.apply(text);
			return StringUtils.hasText(value) ? parser.apply(value.trim()) : otherwise;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationException(
					"The handler " + method.getDeclaringClass().getName() + "." + method.getName() + " has the "
							+ attribute + " '" + text + "', which is invalid: " + ex.getMessage() + ".",
					"Correct @WebhookHandler(" + attribute + " = \"…\") or the property in it; "
							+ "concurrency is a whole number from 1, timeout a duration such as 10s, retryAfter a "
							+ "list of durations such as '1s, 5s', or 'none'.");
		}
	}

	private static int concurrency(String text) {
		return requireValid(Integer.parseInt(text));
	}

	private static int requireValid(int concurrency) {
		require(concurrency >= 1, "it must be at least 1");
		return concurrency;
	}

	private static Duration timeout(String text) {
		return requireValid(DurationStyle.detectAndParse(text));
	}

	private static Duration requireValid(Duration timeout) {
		require(!timeout.isZero() && !timeout.isNegative(), "it must be positive");
		require(timeout.compareTo(HandlerSettings.LONGEST_TIMEOUT) <= 0,
				"it must be at most 24h, because deliveries of a failed instance are taken over only after twice "
						+ "that time");
		return timeout;
	}

	private static List<Duration> delays(String text) {
		if (text.equals(NONE)) {
			return List.of();
		}
		return requireValid(
				Arrays.stream(text.split(",")).map((each) -> DurationStyle.detectAndParse(each.trim())).toList());
	}

	private static List<Duration> requireValid(List<Duration> delays) {
		require(delays.stream().noneMatch(Duration::isNegative), "durations must not be negative");
		return delays;
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalArgumentException(otherwise);
		}
	}

}
