package io.github.socialhook.dispatch;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.dispatch.registry.HandlerSettings;
import io.github.socialhook.handler.RetryPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries reach their handlers.
 *
 * @param enabled Whether this node runs handlers. One that does not only receives.
 * @param concurrency How many deliveries each handler may work on at a time on this node,
 * unless its annotation says otherwise.
 * @param handlerTimeout The time after which a handler is interrupted and has failed.
 * @param lease How long a node may hold what it works on: what a dead node held comes
 * back after it. Without it, twice the longest timeout of a handler and 30 s.
 * @param retryAfter The schedule: how long to wait after the first failure, the second,
 * and so on, give or take 20 %. Its length is the number of retries.
 * @param order Whether events of the same subject are handled one at a time, in the order
 * in which they were accepted.
 * @param logErrors Whether the log has the messages and traces of what handlers throw.
 * They may hold what users wrote.
 */
@ConfigurationProperties("socialhook.dispatch")
record DispatchProperties(@DefaultValue("true") boolean enabled, @DefaultValue("64") int concurrency,
		@DefaultValue("30s") Duration handlerTimeout, @Nullable Duration lease,
		@DefaultValue("5s, 30s, 2m, 10m, 1h, 3h, 6h, 12h") List<Duration> retryAfter,
		@DefaultValue("subject") Order order, @DefaultValue("false") boolean logErrors) {

	DispatchProperties {
		if (concurrency < 1) {
			throw new IllegalArgumentException(
					"socialhook.dispatch.concurrency must be at least 1, but is " + concurrency);
		}
		if (handlerTimeout.isNegative() || handlerTimeout.isZero()) {
			throw new IllegalArgumentException(
					"socialhook.dispatch.handler-timeout must be positive, but is " + handlerTimeout);
		}
		if (handlerTimeout.compareTo(HandlerSettings.LONGEST_TIMEOUT) > 0) {
			throw new IllegalArgumentException("socialhook.dispatch.handler-timeout must be at most 24h, but is "
					+ handlerTimeout + ": what a dead node held comes back only after twice that");
		}
		if (retryAfter.stream().anyMatch(Duration::isNegative)) {
			throw new IllegalArgumentException(
					"socialhook.dispatch.retry-after must hold no negative time, but is " + retryAfter);
		}
		retryAfter = List.copyOf(retryAfter);
	}

	/** Returns the settings of handlers whose annotation has none. */
	HandlerSettings handlerDefaults(@Nullable RetryPolicy policy) {
		return new HandlerSettings(this.concurrency, this.handlerTimeout,
				(policy != null) ? policy : RetryPolicy.of(this.retryAfter));
	}

	/** What is kept in order. */
	enum Order {

		/** Events of the same subject. */
		SUBJECT,

		/** Nothing. */
		NONE

	}

}
