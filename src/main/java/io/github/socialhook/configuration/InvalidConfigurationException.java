package io.github.socialhook.configuration;

import java.io.Serial;

/**
 * The configuration is invalid, so the application does not start. What is shown to the
 * user is the message and the action, not the trace.
 */
public final class InvalidConfigurationException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates an exception.
	 * @param message what is wrong, as sentences that name the setting
	 * @param action what to do about it, as sentences
	 */
	public InvalidConfigurationException(String message, String action) {
		super(message);
		this.action = action;
	}

	/**
	 * Returns what to do about it.
	 * @return one sentence or more
	 */
	public String action() {
		return this.action;
	}

}
