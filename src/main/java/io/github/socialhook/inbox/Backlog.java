package io.github.socialhook.inbox;

import java.time.Duration;

/**
 * What is not yet settled, and what has failed for good.
 *
 * @param pending deliveries that wait for a handler, the retrying ones among them
 * @param dead deliveries that some handler has given up
 * @param oldestAge the time since the oldest pending one was received; zero if none is
 */
public record Backlog(long pending, long dead, Duration oldestAge) {

}
