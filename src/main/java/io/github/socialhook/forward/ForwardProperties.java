package io.github.socialhook.forward;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The services to which deliveries are sent on.
 *
 * @param forward The services to which deliveries are forwarded, each with a name, a URL
 * and a secret.
 */
@ConfigurationProperties("socialhook")
record ForwardProperties(@DefaultValue List<Target> forward) {

	/**
	 * One service.
	 *
	 * @param name Its name. The handler is called forward.{name}.
	 * @param events The names of the events to send on. Empty: all.
	 * @param url Where to send them.
	 * @param secret The secret that signs them, newest first if there are several: each
	 * signs.
	 * @param cloudEvents Whether to add the headers of CloudEvents 1.0.
	 * @param allow Addresses or ranges that are not public, such as 10.1.2.0/24, to which
	 * it may be sent.
	 * @param timeout The time for the whole exchange.
	 * @param concurrency The number of deliveries that are sent at a time.
	 * @param retryAfter The delay after the first failure, the second, and so on.
	 */
	record Target(@DefaultValue("") String name, @DefaultValue List<String> events, @DefaultValue("") String url,
			@DefaultValue List<Confidential> secret, @DefaultValue("false") boolean cloudEvents,
			@DefaultValue List<String> allow, @DefaultValue("15s") Duration timeout, @Nullable Integer concurrency,
			@Nullable List<Duration> retryAfter) {

	}

}
