package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.UserV3;
import io.github.socialhook.event.model.VideoStreaming;

/**
 * What happens to a live stream.
 */
public sealed interface VideoStreamingEvent extends SocialEvent {

	List<VideoStreaming> videoStreamings();

	List<UserV3> users();

	List<File> files();

	/**
	 * A live stream started. Sent as {@code video-streaming.didStart}, going by the path
	 * in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/video-streaming/index.yaml">reference</a>
	 */
	record DidStart(List<VideoStreaming> videoStreamings, List<VideoStreaming> videoStreamingChildren,
			List<UserV3> users, List<File> files) implements VideoStreamingEvent, StreamStarted {
	}

	/**
	 * A live stream stopped. Sent as {@code video-streaming.didStop}, going by the path
	 * in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/video-streaming/index.yaml">reference</a>
	 */
	record DidStop(List<VideoStreaming> videoStreamings, List<VideoStreaming> videoStreamingChildren,
			List<UserV3> users, List<File> files) implements VideoStreamingEvent, StreamStopped {
	}

	/**
	 * The recordings of a live stream became available. Sent as
	 * {@code video-streaming.didRecord}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/video-streaming/index.yaml">reference</a>
	 */
	record DidRecord(List<VideoStreaming> videoStreamings, List<VideoStreaming> videoStreamingChildren,
			List<UserV3> users, List<File> files) implements VideoStreamingEvent, StreamRecorded {
	}

	/**
	 * The recordings of a live stream became available. Sent as
	 * {@code v3.video-streaming.didRecord}, going by the list of deprecated events and by
	 * the reference until March 2024.
	 *
	 * @see <a href=
	 * "https://docs.social.plus/developers/beta-features/webhook-events">documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidRecord}
	 */
	@Deprecated(since = "2022-06-20")
	record DidRecordV3(List<VideoStreaming> videoStreamings, List<UserV3> users,
			List<File> files) implements VideoStreamingEvent, StreamRecorded {
	}

	/**
	 * A live stream started. Sent as {@code v3.video-streaming.didStart}, going by the
	 * list of deprecated events and by the reference until March 2024.
	 *
	 * @see <a href=
	 * "https://docs.social.plus/developers/beta-features/webhook-events">documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidStart}
	 */
	@Deprecated(since = "2022-06-20")
	record DidStartV3(List<VideoStreaming> videoStreamings, List<UserV3> users,
			List<File> files) implements VideoStreamingEvent, StreamStarted {
	}

	/**
	 * A live stream stopped. Sent as {@code v3.video-streaming.didStop}, going by the
	 * list of deprecated events and by the reference until March 2024.
	 *
	 * @see <a href=
	 * "https://docs.social.plus/developers/beta-features/webhook-events">documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidStop}
	 */
	@Deprecated(since = "2022-06-20")
	record DidStopV3(List<VideoStreaming> videoStreamings, List<UserV3> users,
			List<File> files) implements VideoStreamingEvent, StreamStopped {
	}

}
