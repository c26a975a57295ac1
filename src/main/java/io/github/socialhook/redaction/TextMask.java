package io.github.socialhook.redaction;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Masks the values of a body wherever they are in a text, such as an error message. */
final class TextMask implements UnaryOperator<String> {

	/** Shorter values are masked as whole words only, or nothing would be readable. */
	private static final int LONG = 4;

	/** With more values, the whole text is masked. */
	private static final int MOST = 1000;

	private static final String NO_LETTER_BEFORE = "(?<![\\p{L}\\p{N}])";

	private static final String NO_LETTER_BEHIND = "(?![\\p{L}\\p{N}])";

	private final @Nullable List<String> values;

	/**
	 * Creates a mask.
	 * @param values what to mask; null if that is not known, so that everything is masked
	 */
	TextMask(@Nullable Set<String> values) {
		this.values = (values != null && values.size() <= MOST) ? values.stream()
			.map(String::strip)
			.filter((value) -> !value.isEmpty())
			.sorted(Comparator.comparingInt(String::length).reversed())
			.toList() : null;
	}

	@Override
	public String apply(String text) {
		if (this.values == null) {
			return text.isEmpty() ? text : Redaction.MASK;
		}
		String masked = text;
		for (String value : this.values) {
			if (masked.contains(value)) {
				masked = (value.length() >= LONG) ? masked.replace(value, Redaction.MASK) : maskWord(masked, value);
			}
		}
		return masked;
	}

	private static String maskWord(String text, String word) {
		return Pattern.compile(NO_LETTER_BEFORE + Pattern.quote(word) + NO_LETTER_BEHIND)
			.matcher(text)
			.replaceAll(Redaction.MASK);
	}

}
