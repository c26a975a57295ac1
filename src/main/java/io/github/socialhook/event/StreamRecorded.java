package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.UserV3;
import io.github.socialhook.event.model.VideoStreaming;

/**
 * The recordings of a live stream became available, in whichever shape
 * {@code video-streaming.didRecord} is sent.
 */
@SuppressWarnings("deprecation") // deprecated by Social+, and still to be read
public sealed interface StreamRecorded permits VideoStreamingEvent.DidRecord, VideoStreamingEvent.DidRecordV3 {

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
