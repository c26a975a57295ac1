package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.Invitation;
import io.github.socialhook.event.model.UserV3;

/**
 * What becomes of an invitation to a community. The reference shows the body bare,
 * without {@code event} and {@code data}; such a body is read too.
 */
public sealed interface InvitationEvent extends SocialEvent {

	List<Invitation> invitations();

	List<UserV3> users();

	/**
	 * A community member invitation was created. The reference shows the name in its path
	 * only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">the
	 * API reference</a>
	 */
	record DidCreate(List<Invitation> invitations, List<UserV3> users) implements InvitationEvent {
	}

	/**
	 * A community member invitation was accepted. The reference shows the name in its
	 * path only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">the
	 * API reference</a>
	 */
	record DidAccept(List<Invitation> invitations, List<UserV3> users) implements InvitationEvent {
	}

	/**
	 * A community member invitation was rejected. The reference shows the name in its
	 * path only.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/community-member-invitation-did-reject-webhook-event">the
	 * API reference</a>
	 */
	record DidReject(List<Invitation> invitations, List<UserV3> users) implements InvitationEvent {
	}

}
