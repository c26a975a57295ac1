package io.github.socialhook.inbox;

import java.time.Duration;
import java.time.Instant;

/**
 * One try of one handler, as it ended.
 *
 * @param handler the name of the handler
 * @param number which try of this handler it was, from 1
 * @param startedAt when it began
 * @param duration how long it took
 * @param outcome how it ended
 */
public record Attempt(String handler, int number, Instant startedAt, Duration duration, Outcome outcome) {

}
