package io.github.socialhook.endpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.socialhook.configuration.InvalidConfigurationException;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/** The configured endpoints, each with a different path. */
public final class Endpoints {

	private final Map<String, Endpoint> byPath = new LinkedHashMap<>();

	Endpoints(Collection<Endpoint> endpoints) {
		for (Endpoint endpoint : endpoints) {
			Endpoint other = this.byPath.put(endpoint.path(), endpoint);
			if (other != null) {
				throw new InvalidConfigurationException(
						"The endpoints '" + other.name() + "' and '" + endpoint.name() + "' have the same path '"
								+ endpoint.path() + "'.",
						"Give each endpoint a different path in socialhook.endpoints.<name>.path.");
			}
		}
	}

	/**
	 * Reads the endpoint {@code default} from {@code SOCIALHOOK_SECRET} or
	 * {@code SOCIALHOOK_SECRET_FILE} alone, as a service without further settings does.
	 * @param variables the two, or one of them
	 * @return the only endpoint
	 * @throws IllegalArgumentException if there is no secret that can be used
	 */
	public static Endpoints readFrom(Map<String, Object> variables) {
		MutablePropertySources sources = new MutablePropertySources();
		sources.addFirst(new MapPropertySource("variables", variables));
		try {
			return new EndpointFactory(new PlainSecret(sources))
				.create(new EndpointProperties(Map.of(), List.of(), null));
		}
		catch (InvalidConfigurationException ex) {
			throw new IllegalArgumentException(ex.getMessage() + " " + ex.action(), ex);
		}
	}

	/**
	 * Returns all endpoints.
	 * @return the endpoints in the order of the configuration
	 */
	public List<Endpoint> all() {
		return List.copyOf(this.byPath.values());
	}

	/**
	 * Returns the paths at which webhooks are received.
	 * @return paths that begin with a slash
	 */
	public Set<String> paths() {
		return new TreeSet<>(this.byPath.keySet());
	}

	/**
	 * Describes where webhooks are received, below the context path of the web server.
	 */
	String describe(String contextPath) {
		return this.byPath.values()
			.stream()
			.map((endpoint) -> "POST " + contextPath + endpoint.path() + " (" + endpoint.name() + ")")
			.collect(Collectors.joining(", "));
	}

	@Override
	public String toString() {
		return describe("");
	}

}
