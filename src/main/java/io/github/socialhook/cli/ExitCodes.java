package io.github.socialhook.cli;

/** What a command says with its exit code. */
final class ExitCodes {

	/** It is as it should be. */
	static final int OK = 0;

	/** The answer is no: not acknowledged, not genuine, not there. */
	static final int FAILED = 1;

	/** The command line is wrong. */
	static final int USAGE = 2;

	/** The other side cannot be reached, or refuses to talk. */
	static final int UNREACHABLE = 3;

	private ExitCodes() {
	}

}
