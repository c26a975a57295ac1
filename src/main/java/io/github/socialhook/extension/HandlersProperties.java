package io.github.socialhook.extension;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the application finds handlers that were not built into it.
 *
 * @param folder The folder whose jars are put on the class path at the start, and whose
 * components become beans. Relative to where the application is started. Used by the
 * application only, not by the library.
 */
@ConfigurationProperties("socialhook.handlers")
record HandlersProperties(@DefaultValue(HandlersProperties.DEFAULT_FOLDER) String folder) {

	static final String DEFAULT_FOLDER = "handlers";

	/** Whether the folder is configured, so that it has to exist. */
	boolean isChosen() {
		return !this.folder.equals(DEFAULT_FOLDER);
	}

}
