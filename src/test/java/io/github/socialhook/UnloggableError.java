package io.github.socialhook;

/**
 * An error that nothing can log, and neither what comes of the attempt: as when the jar
 * was overwritten under the process.
 */
public final class UnloggableError extends NoClassDefFoundError {

	private static final long serialVersionUID = 1L;

	@Override
	public String getMessage() {
		throw new UnloggableError();
	}

}
