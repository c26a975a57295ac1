package io.github.socialhook.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A setting that exists.
 *
 * @param elements its name, with {@link #ANY} where users choose a name of their own, and
 * {@link #INDEX} where they number entries
 * @param open whether anything may stand below it
 */
record KnownSetting(List<String> elements, boolean open) {

	static final String ANY = "*";

	static final String INDEX = "[]";

	/**
	 * Whether a name means this setting, an element of it if it is a list, or one of its
	 * parents, which stand in a file with nothing below them.
	 */
	boolean isNamedBy(SettingName name) {
		return isNamedBy(name, 0, 0);
	}

	private boolean isNamedBy(SettingName name, int element, int own) {
		if (element == name.elements().size()) {
			return true;
		}
		if (own == this.elements.size()) {
			return this.open || (name.isIndex(element) && isNamedBy(name, element + 1, own));
		}
		String expected = this.elements.get(own);
		if (expected.equals(INDEX)) {
			return name.isIndex(element) && isNamedBy(name, element + 1, own + 1);
		}
		if (expected.equals(ANY) || expected.replace("-", "").equals(name.elements().get(element))) {
			return isNamedBy(name, element + 1, own + 1);
		}
		List<String> words = Arrays.asList(expected.split("-"));
		int end = element + words.size();
		return name.isVariable() && end <= name.elements().size() && words.equals(name.elements().subList(element, end))
				&& isNamedBy(name, end, own + 1);
	}

	/** Returns it in the form of another name, with the parts that users choose. */
	String likeName(SettingName name) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < this.elements.size(); i++) {
			String element = like(name, i);
			if (isIndex(i) && !name.isVariable()) {
				text.append('[').append(element).append(']');
			}
			else {
				text.append(text.isEmpty() ? "" : name.separator()).append(element);
			}
		}
		return name.isVariable() ? text.toString().toUpperCase(Locale.ROOT) : text.toString();
	}

	private boolean isIndex(int i) {
		return this.elements.get(i).equals(INDEX);
	}

	private String like(SettingName name, int i) {
		String element = this.elements.get(i);
		if (isIndex(i) || element.equals(ANY)) {
			return (i < name.shown().size()) ? name.shown().get(i) : element.replace(INDEX, "0");
		}
		return name.isVariable() ? element.replace("-", "") : element;
	}

	/** Returns it as {@link #likeName}, for a comparison that ignores the numbers. */
	String withoutIndexes(SettingName name) {
		return IntStream.range(0, this.elements.size())
			.filter((i) -> !isIndex(i))
			.mapToObj((i) -> like(name, i))
			.collect(Collectors.joining(name.separator()))
			.replace("-", "")
			.toLowerCase(Locale.ROOT);
	}

	String lastElement() {
		return this.elements.getLast().replace("-", "");
	}

}
