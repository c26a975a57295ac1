package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.UserV3;
import io.github.socialhook.event.model.VideoStreaming;

/**
 * A live stream started, in whichever shape {@code video-streaming.didStart} is sent.
 */
@SuppressWarnings("deprecation") // deprecated by Social+, and still to be read
public sealed interface StreamStarted permits VideoStreamingEvent.DidStart, VideoStreamingEvent.DidStartV3 {

	/** The streams. */
	List<VideoStreaming> videoStreamings();

	/** The users sent with them. */
	List<UserV3> users();

	/** The files sent with them. */
	List<File> files();

	/** The streams below them; none in the older shape. */
	default List<VideoStreaming> videoStreamingChildren() {
		return List.of();
	}

}
