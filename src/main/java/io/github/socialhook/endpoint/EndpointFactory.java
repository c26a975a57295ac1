package io.github.socialhook.endpoint;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.socialhook.delivery.EndpointName;

import org.springframework.core.env.PropertyResolver;
import org.springframework.util.StringUtils;

/** Creates the endpoints from the configuration and rejects invalid ones. */
final class EndpointFactory {

	static final String SECRET = "SOCIALHOOK_SECRET";

	static final String SECRET_FILE = "SOCIALHOOK_SECRET_FILE";

	private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

	/** A larger file is not a file of secrets. */
	private static final int MAX_FILE_SIZE = 64 * 1024;

	private final PropertyResolver environment;

	EndpointFactory(PropertyResolver environment) {
		this.environment = environment;
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
			throw new InvalidEndpointException(ex.getMessage() + ".", "Rename it under socialhook.endpoints.");
		}
	}

	private Endpoint create(EndpointName name, EndpointProperties.Item properties) {
		List<Secret> secrets = secrets(name, properties.secrets());
		if (secrets.stream().anyMatch(Secret::isPlaceholder)) {
			throw new InvalidEndpointException(
					"A secret of the endpoint '" + name
							+ "' is a placeholder, ${...}, for something that is not set, so anybody could guess it.",
					"Set the environment variable or the setting that the placeholder names.");
		}
		if (secrets.stream().anyMatch(Secret::isUndecodable)) {
			throw new InvalidEndpointException(
					"A secret of the endpoint '" + name
							+ "' has characters that are not ASCII and were lost on the way, as in the locale C.",
					"Set LC_ALL to C.UTF-8 for this process, or put the secret into a file: " + SECRET_FILE + ".");
		}
		if (secrets.isEmpty()) {
			throw new InvalidEndpointException(
					"The endpoint '" + name + "' has no secret, so nothing could be verified.",
					missingSecretAction(name));
		}
		return new Endpoint(name, pathOf(name, properties), secrets);
	}

	private static String missingSecretAction(EndpointName name) {
		String where = "the secret that the Social+ console shows for this webhook URL";
		if (name.equals(EndpointName.DEFAULT)) {
			return "Set the environment variable " + SECRET + " to " + where + ", or " + SECRET_FILE
					+ " to a file that holds it.";
		}
		return "Set socialhook.endpoints." + name + ".secrets to " + where + ".";
	}

	/** Returns the secrets of an endpoint, newest first, given those under its name. */
	List<Secret> secrets(EndpointName name, List<Secret> configured) {
		List<Secret> secrets = normalize(configured.stream());
		return (secrets.isEmpty() && name.equals(EndpointName.DEFAULT)) ? fromEnvironment() : secrets;
	}

	private static List<Secret> normalize(Stream<Secret> secrets) {
		return secrets.flatMap(Secret::lines).filter((secret) -> !secret.isEmpty()).distinct().toList();
	}

	private List<Secret> fromEnvironment() {
		String value = this.environment.getProperty(SECRET, "");
		String file = this.environment.getProperty(SECRET_FILE, "");
		if (!StringUtils.hasText(value) && StringUtils.hasText(file)) {
			value = read(file.strip());
		}
		return normalize(Arrays.stream(value.split(",")).map(Secret::of));
	}

	private static String read(String name) {
		try (InputStream file = Files.newInputStream(Path.of(name))) {
			byte[] content = file.readNBytes(MAX_FILE_SIZE);
			if (file.read() >= 0) {
				throw new IOException();
			}
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
		}
		catch (IOException | InvalidPathException ex) {
			throw new InvalidEndpointException(SECRET_FILE + " names " + describe(name) + ", which cannot be read.",
					"Mount the file where Socialhook can read it, or set " + SECRET + ".");
		}
	}

	/** The value may be the secret itself, by mistake: only a plausible path is shown. */
	private static String describe(String name) {
		File folder = new File(name).getParentFile();
		boolean plausible = folder != null && folder.getParent() != null && folder.isDirectory();
		return plausible ? "the file '" + name + "'" : "a file in a folder that is not there";
	}

	private static String pathOf(EndpointName name, EndpointProperties.Item properties) {
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
