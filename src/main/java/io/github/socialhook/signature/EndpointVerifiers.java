package io.github.socialhook.signature;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socialhook.endpoint.Endpoints;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The verifiers of all endpoints by the paths of those. */
final class EndpointVerifiers {

	private final Map<String, EndpointVerifier> byPath = new LinkedHashMap<>();

	EndpointVerifiers(Endpoints endpoints) {
		endpoints.all().forEach((endpoint) -> this.byPath.put(endpoint.path(), new EndpointVerifier(endpoint)));
	}

	/**
	 * Finds the endpoint that a request is sent to. The path is compared as it was sent,
	 * so that it has one spelling only and the rules of a proxy cannot be bypassed.
	 */
	@Nullable EndpointVerifier find(HttpServletRequest request) {
		return this.byPath.get(request.getRequestURI().substring(request.getContextPath().length()));
	}

	/** Returns what explains paths that are not found. */
	PathComparison comparison() {
		return new PathComparison(this.byPath.keySet());
	}

	Collection<EndpointVerifier> all() {
		return this.byPath.values();
	}

}
