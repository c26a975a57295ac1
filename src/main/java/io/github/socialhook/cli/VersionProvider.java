package io.github.socialhook.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

import picocli.CommandLine.IVersionProvider;

/** Knows the versions with which this was built. */
final class VersionProvider implements IVersionProvider {

	@Override
	public String[] getVersion() {
		return new String[] { "Socialhook " + version(), "Java " + Runtime.version() };
	}

	static String version() {
		return read("version");
	}

	static String springBoot() {
		return read("spring-boot");
	}

	private static String read(String name) {
		try (InputStream file = Objects
			.requireNonNull(VersionProvider.class.getResourceAsStream("application-versions.properties"))) {
			Properties versions = new Properties();
			versions.load(file);
			return versions.getProperty(name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
