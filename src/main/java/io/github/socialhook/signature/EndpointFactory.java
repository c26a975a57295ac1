package io.github.socialhook.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.signature.SignatureProperties.EndpointProperties;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Makes the endpoints from the configuration, and refuses what cannot work. */
final class EndpointFactory {

	static final String SECRET = "SOCIALHOOK_SECRET";

	static final String SECRET_FILE = "SOCIALHOOK_SECRET_FILE";

	private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

	private final Environment environment;

	EndpointFactory(Environment environment) {
		this.environment = environment;
	}

	Endpoints create(SignatureProperties properties) {
		Map<String, EndpointProperties> configured = new LinkedHashMap<>(properties.endpoints());
		if (configured.isEmpty()) {
			configured.put(EndpointName.DEFAULT.value(), new EndpointProperties(null, List.of()));
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
			throw new InvalidEndpointException(ex.getMessage() + ".", "Rename it under socialhook.endpoints.");
		}
	}

	private Endpoint create(EndpointName name, EndpointProperties properties) {
		List<Secret> secrets = new ArrayList<>(properties.secrets());
		secrets.removeIf(Secret::isEmpty);
		if (secrets.isEmpty() && name.equals(EndpointName.DEFAULT)) {
			secrets.addAll(fromEnvironment());
		}
		if (secrets.isEmpty()) {
			throw new InvalidEndpointException(
					"The endpoint '" + name + "' has no secret, so nothing could be verified.",
					missingSecretAction(name));
		}
		return new Endpoint(name, pathOf(name, properties), new SignatureVerifier(secrets));
	}

	private static String missingSecretAction(EndpointName name) {
		String where = "the secret that the Social+ console shows for this webhook URL";
		if (name.equals(EndpointName.DEFAULT)) {
			return "Set the environment variable " + SECRET + " to " + where + ", or " + SECRET_FILE
					+ " to a file that holds it.";
		}
		return "Set socialhook.endpoints." + name + ".secrets to " + where + ".";
	}

	private List<Secret> fromEnvironment() {
		String value = this.environment.getProperty(SECRET, "");
		String file = this.environment.getProperty(SECRET_FILE, "");
		if (!StringUtils.hasText(value) && StringUtils.hasText(file)) {
			value = read(Path.of(file)).replaceAll("\\R", ",");
		}
		return StringUtils.commaDelimitedListToSet(value)
			.stream()
			.map(Secret::of)
			.filter((secret) -> !secret.isEmpty())
			.toList();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new InvalidEndpointException(SECRET_FILE + " names the file '" + file + "', which cannot be read.",
					"Mount the file where Socialhook can read it, or set " + SECRET + ".");
		}
	}

	private static String pathOf(EndpointName name, EndpointProperties properties) {
		String path = properties.path();
		if (path == null) {
			return name.equals(EndpointName.DEFAULT) ? "/webhooks" : "/webhooks/" + name;
		}
		if (!PATH.matcher(path).matches()) {
			throw new InvalidEndpointException(
					"The endpoint '" + name + "' has the path '" + path + "', which is not a plain path.",
					"Set socialhook.endpoints." + name + ".path to something like '/webhooks/" + name
							+ "': letters, digits and . _ ~ - between slashes.");
		}
		return path;
	}

}
