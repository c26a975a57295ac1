package io.github.socialhook.extension;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the application finds handlers in separate jars.
 *
 * @param folder The directory whose jars are added to the class path at startup, and
 * whose components become beans. Relative to the working directory. Used by the
 * application only, not by the library.
 */
@ConfigurationProperties("socialhook.handlers")
record HandlersProperties(@DefaultValue(HandlersProperties.DEFAULT_FOLDER) String folder) {

	static final String DEFAULT_FOLDER = "handlers";

	/** Whether the folder is configured, so that it must exist. */
	boolean isChosen() {
		return !this.folder.equals(DEFAULT_FOLDER);
	}

}
