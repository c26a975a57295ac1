package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.Community;
import io.github.socialhook.event.model.CommunityCategory;
import io.github.socialhook.event.model.CommunityUser;
import io.github.socialhook.event.model.Feed;
import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.UserV3;

/**
 * What happens to a community and its members; the members concerned stand in
 * {@code communityUsers}.
 */
public sealed interface CommunityEvent extends SocialEvent {

	List<Community> communities();

	List<CommunityUser> communityUsers();

	List<File> files();

	List<UserV3> users();

	List<CommunityCategory> categories();

	List<Feed> feeds();

	/**
	 * A community was created. Sent as {@code v3.community.didCreate}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidCreate(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * A community was updated. Sent as {@code v3.community.didUpdate}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidUpdate(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * A community was deleted. Sent as {@code v3.community.didDelete}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidDelete(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * A user joined a community. Sent as {@code v3.community.didJoin}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidJoin(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * A user left a community. Sent as {@code v3.community.didLeave}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidLeave(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * Users were added to a community. Sent as {@code v3.community.didAddUsers}, perhaps
	 * without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidAddUsers(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * Users were removed from a community. Sent as {@code v3.community.didRemoveUsers},
	 * perhaps without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/community-didremoveusers-webhook-event">reference</a>
	 */
	record DidRemoveUsers(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * Community members were banned. Sent as {@code v3.community.didBan}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidBan(List<Community> communities, List<CommunityUser> communityUsers, List<File> files, List<UserV3> users,
			List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * Community members were unbanned. Sent as {@code v3.community.didUnban}, perhaps
	 * without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidUnban(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

	/**
	 * Roles of community members changed. Sent as {@code v3.community.didRoleChange},
	 * perhaps without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2b3573bdd503a53dc67cb66876dd93973a794e8b/webhook/community-v3/index.yaml">reference</a>
	 */
	record DidRoleChange(List<Community> communities, List<CommunityUser> communityUsers, List<File> files,
			List<UserV3> users, List<CommunityCategory> categories, List<Feed> feeds) implements CommunityEvent {
	}

}
