package io.github.socialhook.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;

/** Events to send: each begins as the documented sample of its shape. */
public final class Events {

	private Events() {
	}

	/**
	 * Begins any event.
	 * @param name its name, such as {@code v3.post.didFlag}
	 * @return the event as Social+ documents it, to be changed
	 * @throws IllegalArgumentException if no event has this name, or its payload is not
	 * documented
	 */
	public static EventBuilder anEvent(String name) {
		EventType type = EventCatalogue.find(name)
			.orElseThrow(() -> new IllegalArgumentException("There is no event '" + name + "'"
					+ EventCatalogue.nearest(name).map((nearest) -> ". Did you mean '" + nearest + "'?").orElse("")));
		return new EventBuilder(Sample.named(type.name()));
	}

	/**
	 * Reads the body of a delivery that has been saved with the test, such as one that a
	 * handler could not handle.
	 * @param resource where it is on the class path, such as {@code deliveries/42.json}
	 * @return the exact bytes, which need not be JSON
	 * @throws IllegalArgumentException if it is not there
	 */
	public static EventBody saved(String resource) {
		try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
			if (file == null) {
				throw new IllegalArgumentException("There is no '" + resource + "' on the class path");
			}
			byte[] body = file.readAllBytes();
			return body::clone;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Begins a {@code message.didCreate}.
	 * @return the event as Social+ documents it, to be changed
	 */
	public static MessageBuilder aMessage() {
		return new MessageBuilder("message.didCreate");
	}

	/**
	 * Begins a {@code message.didUpdate}.
	 * @return the event as Social+ documents it, to be changed
	 */
	public static MessageBuilder anEditedMessage() {
		return new MessageBuilder("message.didUpdate");
	}

	/**
	 * Begins a {@code channel.didCreate}.
	 * @return the event as Social+ documents it, to be changed
	 */
	public static EventBuilder aChannel() {
		return anEvent("channel.didCreate");
	}

	/**
	 * Begins a {@code user.didCreate}.
	 * @return the event as Social+ documents it, to be changed
	 */
	public static EventBuilder aUser() {
		return anEvent("user.didCreate");
	}

	/**
	 * Begins a {@code v3.post.didCreate}.
	 * @return the event as Social+ documents it, to be changed
	 */
	public static EventBuilder aPost() {
		return anEvent("v3.post.didCreate");
	}

	/**
	 * Begins a {@code v3.comment.didCreate}.
	 * @return the event as Social+ documents it, to be changed
	 */
	public static EventBuilder aComment() {
		return anEvent("v3.comment.didCreate");
	}

}
