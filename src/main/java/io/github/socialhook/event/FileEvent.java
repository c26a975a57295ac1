package io.github.socialhook.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.File;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a file.
 */
public sealed interface FileEvent extends SocialEvent {

	/**
	 * A file was deleted. The reference states the name. {@code data} is the file itself,
	 * and the network is named beside it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/1116386810911f45d0aa3392e5503567515b392f/webhook/file/index.yaml">the
	 * API reference</a>
	 */
	record DidDelete(@Nullable String networkId, @JsonProperty("data") @Nullable File file) implements FileEvent {
	}

}
