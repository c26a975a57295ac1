package io.github.socialhook.dispatch;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import io.github.socialhook.handler.WebhookHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * Reads on what terms a handler works: what its annotation says, else what is configured
 * for all.
 */
final class HandlerSettingsFactory {

	private static final String NONE = "none";

	private final DispatchProperties defaults;

	private final Function<String, @Nullable String> placeholders;

	private final RandomGenerator random = RandomGenerator.getDefault();

	/**
	 * Makes terms.
	 * @param defaults what is configured for all handlers
	 * @param placeholders replaces the property placeholders of a text
	 */
	HandlerSettingsFactory(DispatchProperties defaults, Function<String, @Nullable String> placeholders) {
		this.defaults = defaults;
		this.placeholders = placeholders;
	}

	/** What holds for a handler whose annotation says nothing. */
	HandlerSettings defaults() {
		return new HandlerSettings(this.defaults.concurrency(), this.defaults.handlerTimeout(),
				new RetrySchedule(this.defaults.retryAfter(), this.random));
	}

	/**
	 * Reads the terms of a handler.
	 * @throws InvalidHandlerException if a value means nothing
	 */
	HandlerSettings of(Method method, WebhookHandler annotation) {
		int concurrency = read(method, "concurrency", annotation.concurrency(), this.defaults.concurrency(),
				HandlerSettingsFactory::concurrency);
		Duration timeout = read(method, "timeout", annotation.timeout(), this.defaults.handlerTimeout(),
				HandlerSettingsFactory::timeout);
		List<Duration> delays = read(method, "retryAfter", annotation.retryAfter(), this.defaults.retryAfter(),
				HandlerSettingsFactory::delays);
		return new HandlerSettings(concurrency, timeout, new RetrySchedule(delays, this.random));
	}

	private <T> T read(Method method, String attribute, String text, T otherwise, Function<String, T> parser) {
		try {
			String value = this.placeholders.apply(text);
			return StringUtils.hasText(value) ? parser.apply(value.trim()) : otherwise;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidHandlerException(
					"The handler " + method.getDeclaringClass().getName() + "." + method.getName() + " has the "
							+ attribute + " '" + text + "', which is no good: " + ex.getMessage() + ".",
					"Correct @WebhookHandler(" + attribute + " = \"…\") or the property in it; "
							+ "concurrency is a whole number from 1, timeout a time such as 10s, retryAfter a list "
							+ "of times such as '1s, 5s', or 'none'.");
		}
	}

	private static int concurrency(String text) {
		int concurrency = Integer.parseInt(text);
		require(concurrency >= 1, "it has to be at least 1");
		return concurrency;
	}

	private static Duration timeout(String text) {
		Duration timeout = DurationStyle.detectAndParse(text);
		require(!timeout.isZero() && !timeout.isNegative(), "it has to be positive");
		require(timeout.compareTo(DispatchProperties.LONGEST_TIMEOUT) <= 0,
				"it has to be at most 24h, because what a dead node held comes back only after twice that");
		return timeout;
	}

	private static List<Duration> delays(String text) {
		if (text.equals(NONE)) {
			return List.of();
		}
		List<Duration> delays = Arrays.stream(text.split(","))
			.map((each) -> DurationStyle.detectAndParse(each.trim()))
			.toList();
		require(delays.stream().noneMatch(Duration::isNegative), "no time may be negative");
		return delays;
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalArgumentException(otherwise);
		}
	}

}
