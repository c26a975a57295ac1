package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * A recording of a stream in its formats.
 */
public record StreamRecording(@Nullable StreamRecordingFile flv, @Nullable StreamRecordingFile mp4,
		@Nullable StreamRecordingFile m3u8) {
}
