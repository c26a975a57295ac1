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
	 * A community member invitation was created. Sent as
	 * {@code v3.communityMemberInvitation.didCreate}, perhaps without {@code v3.}, going
	 * by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidCreate(List<Invitation> invitations, List<UserV3> users) implements InvitationEvent {
	}

	/**
	 * A community member invitation was accepted. Sent as
	 * {@code v3.communityMemberInvitation.didAccept}, perhaps without {@code v3.}, going
	 * by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidAccept(List<Invitation> invitations, List<UserV3> users) implements InvitationEvent {
	}

	/**
	 * A community member invitation was rejected. Sent as
	 * {@code v3.communityMemberInvitation.didReject}, perhaps without {@code v3.}, going
	 * by the path in the reference.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/community-member-invitation-did-reject-webhook-event">reference</a>
	 */
	record DidReject(List<Invitation> invitations, List<UserV3> users) implements InvitationEvent {
	}

}
