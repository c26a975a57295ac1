/**
 * Reads the log once more, for replays of a range of time.
 */
@NullMarked
package io.github.socialhook.store.kafka.replay;

import org.jspecify.annotations.NullMarked;
