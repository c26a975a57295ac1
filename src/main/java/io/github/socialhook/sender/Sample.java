package io.github.socialhook.sender;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.github.socialhook.event.SocialEvent;

/** The sample deliveries that are packaged with the events, one for each known shape. */
public final class Sample {

	private Sample() {
	}

	/**
	 * Reads a sample.
	 * @param name the name of its file without the ending, such as
	 * {@code channel.didCreate}
	 * @return the bytes of a body
	 */
	public static byte[] read(String name) {
		try (InputStream file = SocialEvent.class.getResourceAsStream("samples/" + name + ".json")) {
			if (file == null) {
				throw new IllegalArgumentException("There is no sample '" + name + "'");
			}
			return file.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
