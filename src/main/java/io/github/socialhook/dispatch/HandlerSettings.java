package io.github.socialhook.dispatch;

import java.time.Duration;

/**
 * On what terms a handler works.
 *
 * @param concurrency how many of its attempts may run at a time on this node
 * @param timeout the time after which an attempt is interrupted and has failed
 * @param schedule what follows a failed attempt
 */
record HandlerSettings(int concurrency, Duration timeout, RetrySchedule schedule) {

}
