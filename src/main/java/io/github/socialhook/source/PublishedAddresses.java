package io.github.socialhook.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * The addresses that Social+ publishes, from {@code source-addresses.properties}.
 */
final class PublishedAddresses {

	private static final String FILE = "source-addresses.properties";

	private final Properties properties = new Properties();

	PublishedAddresses() {
		try (InputStream stream = Objects.requireNonNull(PublishedAddresses.class.getResourceAsStream(FILE), FILE)) {
			this.properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns where they were published. */
	String source() {
		return value("source");
	}

	/** Returns since when they are valid. */
	LocalDate since() {
		return LocalDate.parse(value("since"));
	}

	/** Returns the name of a region in prose. */
	String nameOf(Region region) {
		return value(key(region) + ".name");
	}

	List<String> of(Region region) {
		return Arrays.stream(value(key(region) + ".addresses").split(",")).map(String::strip).toList();
	}

	/** Returns the name of a region in the configuration. */
	static String key(Region region) {
		return region.name().toLowerCase(Locale.ROOT);
	}

	private String value(String key) {
		return Objects.requireNonNull(this.properties.getProperty(key), key);
	}

}
