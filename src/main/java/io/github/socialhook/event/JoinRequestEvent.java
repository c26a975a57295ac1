package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.JoinRequest;
import io.github.socialhook.event.model.Role;
import io.github.socialhook.event.model.UserV3;

/**
 * What becomes of a request to join a community. The reference shows the body bare,
 * without {@code event} and {@code data}; such a body is read too.
 */
public sealed interface JoinRequestEvent extends SocialEvent {

	List<JoinRequest> joinRequests();

	List<UserV3> users();

	List<File> files();

	List<Role> roles();

	/**
	 * A request to join a community was made. Sent as
	 * {@code v3.communityJoinRequest.didCreate}, perhaps without {@code v3.}, going by
	 * the path in the reference.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/community-join-request-did-create-webhook-event">reference</a>
	 */
	record DidCreate(List<JoinRequest> joinRequests, List<UserV3> users, List<File> files,
			List<Role> roles) implements JoinRequestEvent {
	}

	/**
	 * A join request was accepted. Sent as {@code v3.communityJoinRequest.didAccept},
	 * perhaps without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidAccept(List<JoinRequest> joinRequests, List<UserV3> users, List<File> files,
			List<Role> roles) implements JoinRequestEvent {
	}

	/**
	 * A join request was rejected. Sent as {@code v3.communityJoinRequest.didReject},
	 * perhaps without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidReject(List<JoinRequest> joinRequests, List<UserV3> users, List<File> files,
			List<Role> roles) implements JoinRequestEvent {
	}

}
