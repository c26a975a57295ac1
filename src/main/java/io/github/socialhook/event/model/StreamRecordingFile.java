package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * One recorded file of a stream.
 */
public record StreamRecordingFile(@Nullable String url, @Nullable Double duration, @Nullable Double startTime,
		@Nullable Double stopTime) {
}
