package io.github.socialhook.event;

/**
 * Any event of Social+ whose payload is known; one sealed interface for each group, so
 * that a {@code switch} over a group is exhaustive.
 */
public sealed interface SocialEvent permits ChannelEvent, MessageEvent, UserEvent, FollowEvent, PollEvent,
		VideoStreamingEvent, CommentEvent, CommunityEvent, JoinRequestEvent, InvitationEvent, PostEvent, FileEvent,
		TagEvent, ModerationEvent, PushNotificationEvent {

}
