package io.github.socialhook.console.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

import io.github.socialhook.delivery.Payload;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.MediaType;

/**
 * A file that the pages let the browser load. The files are read when the first page is
 * shown.
 *
 * @param type its media type
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Asset(MediaType type, byte[] content) {

	static final Map<String, Asset> BY_NAME = Map.of("console.css",
			read(new ClassPathResource("console.css", Asset.class), "text", "css"), "icon.svg",
			read(new ClassPathResource("icon.svg", Asset.class), "image", "svg+xml"), "live.js",
			read(new ClassPathResource("live.js", Asset.class), "text", "javascript"), "htmx.js", htmx());

	/** A digest of all, so that browsers can keep them. */
	static final String VERSION = version();

	private static String version() {
		int hash = BY_NAME.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> HexFormat.of().formatHex(Payload.of(entry.getValue().content()).digest()))
			.toList()
			.hashCode();
		return HexFormat.of().toHexDigits(hash);
	}

	/** Without the script the pages work as well. */
	private static Asset htmx() {
		ClassPathResource description = new ClassPathResource("META-INF/maven/org.webjars.npm/htmx.org/pom.properties");
		if (!description.exists()) {
			return new Asset(new MediaType("text", "javascript", StandardCharsets.UTF_8), new byte[0]);
		}
		try {
			Properties properties = PropertiesLoaderUtils.loadProperties(description);
			return read(new ClassPathResource(
					"META-INF/resources/webjars/htmx.org/" + properties.getProperty("version") + "/dist/htmx.min.js"),
					"text", "javascript");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Asset read(ClassPathResource file, String type, String subtype) {
		try {
			return new Asset(new MediaType(type, subtype, StandardCharsets.UTF_8), file.getContentAsByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
