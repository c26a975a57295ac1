package io.github.socialhook.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.delivery.EndpointName;

/** Creates the endpoints from the configuration and rejects invalid ones. */
final class EndpointFactory {

	private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

	private final PlainSecret plain;

	EndpointFactory(PlainSecret plain) {
		this.plain = plain;
	}

	Endpoints create(EndpointProperties properties) {
		Map<String, EndpointProperties.Item> configured = new LinkedHashMap<>(properties.endpoints());
		if (configured.isEmpty()) {
			configured.put(EndpointName.DEFAULT.value(), new EndpointProperties.Item(null, List.of()));
		}
		List<Endpoint> endpoints = new ArrayList<>();
		configured.forEach((name, endpoint) -> endpoints.add(create(nameOf(name), endpoint)));
		return new Endpoints(endpoints);
	}

	private static EndpointName nameOf(String name) {
		try {
			return new EndpointName(name);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationException(ex.getMessage() + ".", "Rename it under socialhook.endpoints.");
		}
	}

	private Endpoint create(EndpointName name, EndpointProperties.Item properties) {
		List<Secret> secrets = secrets(name, properties.secrets());
		if (secrets.stream().anyMatch(Secret::isPlaceholder)) {
			throw new InvalidConfigurationException(
					"A secret of the endpoint '" + name
							+ "' is an unresolved placeholder, ${...}, so anyone could guess it.",
					"Set the environment variable or the setting that the placeholder names.");
		}
		if (secrets.stream().anyMatch(Secret::isUndecodable)) {
			throw new InvalidConfigurationException(
					"A secret of the endpoint '" + name
							+ "' has non-ASCII characters that were lost, as in the locale C.",
					"Set LC_ALL to C.UTF-8 for this process, or put the secret into a file: "
							+ PlainSecret.FILE_VARIABLE + ".");
		}
		if (secrets.isEmpty()) {
			throw new InvalidConfigurationException(
					"The endpoint '" + name + "' has no secret, so no request could be verified.",
					missingSecretAction(name));
		}
		return new Endpoint(name, pathOf(name, properties), secrets);
	}

	private static String missingSecretAction(EndpointName name) {
		String where = "the secret that the Social+ console shows for this webhook URL";
		if (name.equals(EndpointName.DEFAULT)) {
			return "Set the environment variable " + PlainSecret.VARIABLE + " to " + where + ", or "
					+ PlainSecret.FILE_VARIABLE + " to a file that holds it.";
		}
		return "Set socialhook.endpoints." + name + ".secrets to " + where + ".";
	}

	/** Returns the secrets of an endpoint, newest first, given those under its name. */
	List<Secret> secrets(EndpointName name, List<Secret> configured) {
		List<Secret> secrets = normalize(configured.stream());
		return (secrets.isEmpty() && name.equals(EndpointName.DEFAULT)) ? normalize(this.plain.read()) : secrets;
	}

	private static List<Secret> normalize(Stream<Secret> secrets) {
		return secrets.flatMap(Secret::lines).filter((secret) -> !secret.isEmpty()).distinct().toList();
	}

	private static String pathOf(EndpointName name, EndpointProperties.Item properties) {
		String path = properties.path();
		if (path == null) {
			return name.equals(EndpointName.DEFAULT) ? "/webhooks" : "/webhooks/" + name;
		}
		if (!PATH.matcher(path).matches()) {
			throw new InvalidConfigurationException(
					"The endpoint '" + name + "' has the path '" + path + "', which is not a plain path.",
					"Set socialhook.endpoints." + name + ".path to something like '/webhooks/" + name
							+ "': letters, digits and . _ ~ - between slashes.");
		}
		return path;
	}

}
