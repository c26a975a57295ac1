package io.github.socialhook.signature;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The configured endpoints by their paths. */
public final class Endpoints {

	/** An attribute that is set on a request whose body there is no room to wait for. */
	public static final String NO_ROOM = Endpoints.class.getName() + ".noRoom";

	private final Map<String, Endpoint> byPath = new LinkedHashMap<>();

	Endpoints(Collection<Endpoint> endpoints) {
		for (Endpoint endpoint : endpoints) {
			Endpoint other = this.byPath.put(endpoint.path(), endpoint);
			if (other != null) {
				throw new InvalidEndpointException(
						"The endpoints '" + other.name() + "' and '" + endpoint.name() + "' have the same path '"
								+ endpoint.path() + "'.",
						"Give each endpoint a path of its own in socialhook.endpoints.<name>.path.");
			}
		}
	}

	/**
	 * Returns the paths at which webhooks are received.
	 * @return paths that begin with a slash
	 */
	public Set<String> paths() {
		return new TreeSet<>(this.byPath.keySet());
	}

	/**
	 * Whether a request is for one of them. A path is taken as it was sent, so that it
	 * has one spelling only and a proxy's rules for it cannot be gone around.
	 * @param request any request
	 * @return true if an endpoint answers it
	 */
	public boolean receive(HttpServletRequest request) {
		return of(request) != null;
	}

	Collection<Endpoint> all() {
		return this.byPath.values();
	}

	@Nullable Endpoint of(HttpServletRequest request) {
		return this.byPath.get(request.getRequestURI().substring(request.getContextPath().length()));
	}

	@Override
	public String toString() {
		return this.byPath.values()
			.stream()
			.map((endpoint) -> "POST " + endpoint.path() + " (" + endpoint.name() + ")")
			.collect(Collectors.joining(", "));
	}

}
