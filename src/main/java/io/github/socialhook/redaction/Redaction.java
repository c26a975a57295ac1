package io.github.socialhook.redaction;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Masks what configured paths point to: in bodies, and in texts about them. Thread-safe.
 */
public final class Redaction {

	/** Masks nothing. */
	public static final Redaction NONE = new Redaction(List.of());

	/** What is shown instead. */
	static final String MASK = "***";

	private final List<RedactionPath> paths;

	private Redaction(List<RedactionPath> paths) {
		this.paths = paths;
	}

	/**
	 * Creates a redaction.
	 * @param paths what to mask, such as {@code $.data.user.email} or {@code $..email}
	 * @return a redaction
	 * @throws RuntimeException if a path is invalid, or would mask what deliveries are
	 * found by
	 */
	public static Redaction of(List<String> paths) {
		List<RedactionPath> parsed = paths.stream().map(RedactionPath::parse).toList();
		parsed.forEach(SubjectPlaces::check);
		return new Redaction(parsed);
	}

	/**
	 * Whether there are paths.
	 * @return false if nothing is ever masked
	 */
	public boolean isActive() {
		return !this.paths.isEmpty();
	}

	/**
	 * Masks a body.
	 * @param body any bytes
	 * @return the body with masks; the same array if there is nothing to mask
	 */
	public byte[] mask(byte[] body) {
		return isActive() ? new BodyMask(this.paths, body).body() : body;
	}

	/**
	 * Returns what masks texts about a body, such as error messages.
	 * @param body any bytes
	 * @return masks each value that is masked in the body
	 */
	public UnaryOperator<String> textsAbout(byte[] body) {
		return isActive() ? new TextMask(new BodyMask(this.paths, body).values()) : UnaryOperator.identity();
	}

	/** Returns the paths, in an order of their own. */
	@Override
	public String toString() {
		return this.paths.stream().map(RedactionPath::text).sorted().collect(Collectors.joining("\n"));
	}

}
