package io.github.socialhook.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.File;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a file.
 */
public sealed interface FileEvent extends SocialEvent {

	/**
	 * A file was deleted. Sent as {@code file.didDelete}; the reference states it. The
	 * payload is the file itself; the network stands beside it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/1116386810911f45d0aa3392e5503567515b392f/webhook/file/index.yaml">reference</a>
	 */
	record DidDelete(@Nullable String networkId, @JsonProperty("data") @Nullable File file) implements FileEvent {
	}

}
