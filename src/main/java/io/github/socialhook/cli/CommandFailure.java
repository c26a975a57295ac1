package io.github.socialhook.cli;

/** Ends a command with a sentence for its user, and an exit code. */
final class CommandFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int exitCode;

	private CommandFailure(int exitCode, String message) {
		super(message);
		this.exitCode = exitCode;
	}

	static CommandFailure failed(String message) {
		return new CommandFailure(ExitCodes.FAILED, message);
	}

	static CommandFailure usage(String message) {
		return new CommandFailure(ExitCodes.USAGE, message);
	}

	static CommandFailure unreachable(String message) {
		return new CommandFailure(ExitCodes.UNREACHABLE, message);
	}

	int exitCode() {
		return this.exitCode;
	}

	String text() {
		return String.valueOf(getMessage());
	}

}
