package io.github.socialhook;

import java.time.Duration;
import java.util.List;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came over the wire.
 *
 * @param status the code
 * @param headers the lines of the head
 * @param body the text after it
 * @param elapsed the time from sending to the head's end
 */
record RawAnswer(int status, List<String> headers, String body,
		Duration elapsed) implements AssertProvider<RawAnswerAssert> {

	RawAnswer withBody(String text) {
		return new RawAnswer(this.status, this.headers, text, this.elapsed);
	}

	/** The value of the first header of a name. */
	@Nullable String header(String name) {
		return this.headers.stream()
			.filter((header) -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
			.map((header) -> header.substring(name.length() + 1).strip())
			.findFirst()
			.orElse(null);
	}

	@Override
	public RawAnswerAssert assertThat() {
		return new RawAnswerAssert(this);
	}

}
