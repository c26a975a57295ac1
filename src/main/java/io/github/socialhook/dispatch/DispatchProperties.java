package io.github.socialhook.dispatch;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.dispatch.registry.HandlerSettings;
import io.github.socialhook.handler.RetryPolicy;
import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How handlers process deliveries.
 *
 * @param enabled Whether this node runs handlers. If false, it only receives.
 * @param concurrency The number of deliveries that each handler processes at a time on
 * this node, unless its annotation says otherwise.
 * @param handlerTimeout The time after which an attempt is interrupted and fails.
 * @param lease How long a node reserves the deliveries that it processes. After it, other
 * nodes take over those of a failed node. Default: twice the longest handler timeout plus
 * 30 s.
 * @param retryAfter The delay after the first failure, the second, and so on, with 20 %
 * jitter. The length of the list is the number of retries.
 * @param order Whether events of the same subject are handled one at a time, in the order
 * of acceptance.
 * @param logErrors Whether to log the messages and stack traces of handler exceptions.
 * They can contain user content.
 * @param maxDeaths The number of processes that may end while they handle a delivery
 * before it becomes a dead letter.
 */
@ConfigurationProperties("socialhook.dispatch")
record DispatchProperties(@DefaultValue("true") boolean enabled, @DefaultValue("64") int concurrency,
		@DefaultValue("30s") Duration handlerTimeout, @Nullable Duration lease,
		@DefaultValue("5s, 30s, 2m, 10m, 1h, 3h, 6h, 12h") List<Duration> retryAfter,
		@DefaultValue("subject") Order order, @DefaultValue("false") boolean logErrors,
		@DefaultValue("3") int maxDeaths) {

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
					+ handlerTimeout + ": deliveries of a failed instance are taken over only after twice that time");
		}
		if (retryAfter.stream().anyMatch(Duration::isNegative)) {
			throw new IllegalArgumentException(
					"socialhook.dispatch.retry-after must not contain negative durations, but is " + retryAfter);
		}
		if (maxDeaths < Claim.ISOLATED_DEATHS) {
			throw new IllegalArgumentException(
					"socialhook.dispatch.max-deaths must be at least " + Claim.ISOLATED_DEATHS + ", but is " + maxDeaths
							+ ": a delivery must have ended a process alone before it becomes a dead letter");
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
