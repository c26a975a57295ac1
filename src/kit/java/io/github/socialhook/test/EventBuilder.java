package io.github.socialhook.test;

import io.github.socialhook.sender.EventEditor;
import org.jspecify.annotations.Nullable;

/**
 * An event under construction. A path such as {@code data.post.postId} leads through
 * objects by name and through arrays by number. A container that has several of a thing
 * is entered through its first: {@code data.posts.postId} is {@code data.posts.0.postId}.
 */
public class EventBuilder implements EventBody {

	private final EventEditor editor;

	EventBuilder(Sample sample) {
		this.editor = new EventEditor(sample.body());
	}

	/**
	 * Sets a value.
	 * @param path where
	 * @param value a text, a number, a truth value, null, or anything that Jackson writes
	 * @return this event
	 * @throws IllegalArgumentException if the path leads through a plain value
	 */
	public EventBuilder with(String path, @Nullable Object value) {
		this.editor.set(path, value);
		return this;
	}

	/**
	 * Removes a value.
	 * @param path where
	 * @return this event
	 * @throws IllegalArgumentException if there is nothing
	 */
	public EventBuilder without(String path) {
		this.editor.remove(path);
		return this;
	}

	@Override
	public byte[] body() {
		return this.editor.body();
	}

	@Override
	public String toString() {
		return this.editor.toString();
	}

}
