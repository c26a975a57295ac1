package io.github.socialhook.event.reader;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes name and subject from the bytes of a body: without a tree, without exceptions,
 * and without reading further than needed. Thread-safe.
 */
public final class EventScanner {

	/**
	 * Does not cache names, because free-form fields may have thousands that occur once.
	 */
	private final JsonFactory factory = JsonLimits.newFactory()
		.rebuild()
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.build();

	/** The label of the body, as far as it can be determined; blank if it is not JSON. */
	public EventLabel scan(byte[] body) {
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), body)) {
			Scan scan = new Scan(parser);
			scan.walk();
			return scan.label();
		}
		catch (JacksonException ex) {
			return EventLabel.BLANK;
		}
	}

}
