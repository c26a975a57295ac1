package io.github.socialhook.endpoint;

import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.delivery.EndpointName;

/** Endpoints for tests of other rooms. */
public final class EndpointFixture {

	private EndpointFixture() {
	}

	public static Endpoint endpoint(String name, String path, String... secrets) {
		return new Endpoint(new EndpointName(name), path, secrets(secrets));
	}

	public static Endpoints endpoints(Endpoint... endpoints) {
		return new Endpoints(List.of(endpoints));
	}

	public static List<Secret> secrets(String... texts) {
		return Stream.of(texts).map(Secret::of).toList();
	}

	public static void update(Endpoint endpoint, String... secrets) {
		endpoint.update(secrets(secrets));
	}

}
