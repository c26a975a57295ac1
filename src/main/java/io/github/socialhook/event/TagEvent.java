package io.github.socialhook.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a tag for users. The reference shows the body as a bare tag, without
 * {@code event} and {@code data}; such a body is read too. Its next edition leaves them
 * out.
 */
public sealed interface TagEvent extends SocialEvent {

	@Nullable Tag tag();

	/**
	 * An admin created a user tag. Sent as {@code tag.created}, going by the path in one
	 * edition of the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/4024bee80c9d8fc530277fb81cbd01bbfdf2b98a/webhook/tag/index.yaml">reference</a>
	 */
	record Created(@JsonProperty("data") @Nullable Tag tag) implements TagEvent {
	}

	/**
	 * An admin updated a user tag. Sent as {@code tag.updated}, going by the path in one
	 * edition of the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/4024bee80c9d8fc530277fb81cbd01bbfdf2b98a/webhook/tag/index.yaml">reference</a>
	 */
	record Updated(@JsonProperty("data") @Nullable Tag tag) implements TagEvent {
	}

	/**
	 * An admin soft-deleted a user tag. Sent as {@code tag.deleted}, going by the path in
	 * one edition of the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/4024bee80c9d8fc530277fb81cbd01bbfdf2b98a/webhook/tag/index.yaml">reference</a>
	 */
	record Deleted(@JsonProperty("data") @Nullable Tag tag) implements TagEvent {
	}

}
