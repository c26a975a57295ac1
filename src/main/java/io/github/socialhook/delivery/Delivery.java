package io.github.socialhook.delivery;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One genuine request of Social+: what arrived, where and when.
 *
 * @param endpoint the endpoint it was sent to
 * @param event the name it carries; absent where the body names none
 * @param subject what it is about; absent where that is unknown
 * @param payload the body as sent
 * @param receivedAt when the request came in, to the millisecond
 */
public record Delivery(EndpointName endpoint, @Nullable EventName event, @Nullable Subject subject, Payload payload,
		Instant receivedAt) {

}
