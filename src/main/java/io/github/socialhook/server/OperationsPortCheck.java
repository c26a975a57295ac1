package io.github.socialhook.server;

import io.github.socialhook.configuration.InvalidConfigurationException;

import org.springframework.core.env.Environment;

/** Refuses a configuration that would open the operations side to the public. */
final class OperationsPortCheck {

	private final Environment environment;

	OperationsPortCheck(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Checks the two ports.
	 * @throws InvalidConfigurationException if both sides would answer at the same one
	 */
	void check() {
		int publicPort = this.environment.getProperty("server.port", Integer.class, 8080);
		Integer operationsPort = this.environment.getProperty("management.server.port", Integer.class);
		// Port 0 stands for a free one, a different one for each side.
		if (operationsPort == null || (operationsPort == publicPort && publicPort != 0)) {
			throw new InvalidConfigurationException(
					"The operations endpoints would be served on the public port " + publicPort + ".",
					"Set management.server.port to a port that differs from server.port and is not open to the "
							+ "internet.");
		}
	}

}
