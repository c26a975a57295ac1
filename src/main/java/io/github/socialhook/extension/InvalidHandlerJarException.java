package io.github.socialhook.extension;

import java.io.Serial;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** A jar with handlers, or the folder of such jars, cannot be used. */
final class InvalidHandlerJarException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	InvalidHandlerJarException(Path path, String problem, @Nullable Throwable cause) {
		super("The handlers in '" + path + "' cannot be used: " + problem + ".", cause);
	}

}
