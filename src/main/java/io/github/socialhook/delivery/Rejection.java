package io.github.socialhook.delivery;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A rejected request. It holds nothing that an unverified sender wrote.
 *
 * @param at when it was decided
 * @param endpoint the endpoint it was sent to, if that is known
 * @param outcome how it was answered
 * @param reason what was wrong with it: one of a closed set of names
 * @param cause what probably led to that, a sentence for people
 * @param address the network address it came from
 * @param length the number of bytes that it announced; -1 if it announced none
 */
public record Rejection(Instant at, @Nullable EndpointName endpoint, RequestOutcome outcome, String reason,
		String cause, String address, long length) {

}
