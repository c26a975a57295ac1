package io.github.socialhook.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;
import org.springframework.util.StringUtils;

/**
 * The secret of the endpoint {@code default} where no endpoint is configured:
 * {@code SOCIALHOOK_SECRET} or {@code socialhook.secret}, else the file that
 * {@code SOCIALHOOK_SECRET_FILE} or {@code socialhook.secret-file} names. The variables
 * may stand in any property source, under these names as well.
 */
final class PlainSecret {

	static final String VARIABLE = "SOCIALHOOK_SECRET";

	static final String FILE_VARIABLE = "SOCIALHOOK_SECRET_FILE";

	private static final String SETTING = "socialhook.secret";

	private static final String FILE_SETTING = "socialhook.secret-file";

	/** A larger file is not a file of secrets. */
	private static final int MAX_FILE_SIZE = 64 * 1024;

	/** Words between slashes, as no generated secret looks. */
	private static final Pattern PATH = Pattern.compile("(/[a-z][a-z_.-]*\\d?)+");

	private final PropertySources sources;

	PlainSecret(PropertySources sources) {
		this.sources = sources;
	}

	/** Reads it: several are separated by commas, or by lines in a file. */
	Stream<Secret> read() {
		List<String> values = values(VARIABLE, SETTING);
		if (values.isEmpty() && hasFile()) {
			values = Arrays.asList(readFile(fileName().strip()).split(","));
		}
		return values.stream().map(Secret::of);
	}

	/** Whether a file is named. */
	boolean hasFile() {
		return StringUtils.hasText(fileName());
	}

	private String fileName() {
		return String.join("", values(FILE_VARIABLE, FILE_SETTING));
	}

	/** The first property source that has one of the two decides. */
	private List<String> values(String variable, String setting) {
		PropertySourcesPlaceholdersResolver placeholders = new PropertySourcesPlaceholdersResolver(this.sources);
		for (PropertySource<?> source : this.sources) {
			if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				Object value = source.getProperty(variable);
				List<String> values = (value != null)
						? Arrays.asList(String.valueOf(placeholders.resolvePlaceholders(value.toString())).split(","))
						: bind(source, setting, placeholders);
				if (values != null) {
					return values.stream().filter(StringUtils::hasText).toList();
				}
			}
		}
		return List.of();
	}

	private static @Nullable List<String> bind(PropertySource<?> source, String setting,
			PropertySourcesPlaceholdersResolver placeholders) {
		ConfigurationPropertySource properties = ConfigurationPropertySource.from(source);
		return (properties != null)
				? new Binder(List.of(properties), placeholders).bind(setting, Bindable.listOf(String.class))
					.orElse(null)
				: null;
	}

	private static String readFile(String name) {
		try (InputStream file = Files.newInputStream(Path.of(name))) {
			byte[] content = file.readNBytes(MAX_FILE_SIZE);
			if (file.read() >= 0) {
				throw new IOException();
			}
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new InvalidConfigurationException(
					FILE_VARIABLE + " names the file '" + name + "', which is not UTF-8.",
					"Save the file in UTF-8. PowerShell, for example, writes UTF-16 with '>'.");
		}
		catch (IOException | InvalidPathException ex) {
			throw unreadable(name);
		}
	}

	/** The value may be the secret itself, by mistake: only what is a path is shown. */
	private static InvalidConfigurationException unreadable(String name) {
		if (PATH.matcher(name).matches() || isInExistingFolder(name)) {
			return new InvalidConfigurationException(
					FILE_VARIABLE + " names the file '" + name + "', which cannot be read.",
					"Mount the file where Socialhook can read it, or set " + VARIABLE + ".");
		}
		return new InvalidConfigurationException(
				FILE_VARIABLE + " names a file that cannot be read. Its " + name.length()
						+ " characters are not shown, because they may be the secret itself.",
				"Set " + FILE_VARIABLE + " to the path of a file that exists. If it holds the secret itself, set "
						+ VARIABLE + " instead.");
	}

	/** Whether a folder of it exists, other than the root and the working directory. */
	private static boolean isInExistingFolder(String name) {
		try {
			Path path = Path.of(name);
			Path first = (path.getRoot() != null) ? path.getRoot().resolve(path.getName(0)) : path.getName(0);
			return path.getNameCount() > 1 && Files.isDirectory(first);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
