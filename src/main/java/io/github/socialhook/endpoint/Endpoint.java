package io.github.socialhook.endpoint;

import java.util.List;

import io.github.socialhook.delivery.EndpointName;

/** A configured endpoint. Its secrets can change while it is in use, all at once. */
public final class Endpoint {

	private final EndpointName name;

	private final String path;

	private volatile List<Secret> secrets;

	Endpoint(EndpointName name, String path, List<Secret> secrets) {
		this.name = name;
		this.path = path;
		this.secrets = List.copyOf(secrets);
	}

	/**
	 * Returns the name under which it is configured.
	 * @return the name
	 */
	public EndpointName name() {
		return this.name;
	}

	/**
	 * Returns the path at which it receives webhooks.
	 * @return a path that begins with a slash
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Returns the secrets that are accepted at this moment.
	 * @return the secrets, newest first: the same list until they change
	 */
	public List<Secret> secrets() {
		return this.secrets;
	}

	void update(List<Secret> secrets) {
		this.secrets = List.copyOf(secrets);
	}

}
