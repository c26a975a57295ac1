package io.github.socialhook.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A setting that exists.
 *
 * @param elements its name, with {@link #ANY} where users choose a name of their own
 * @param open whether anything may stand below it
 */
record KnownSetting(List<String> elements, boolean open) {

	static final String ANY = "*";

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
			String element = this.elements.get(i);
			boolean chosen = element.equals(ANY);
			String shown = (chosen && i < name.shown().size()) ? name.shown().get(i) : element;
			text.append(text.isEmpty() ? "" : name.separator())
				.append((name.isVariable() && !chosen) ? shown.replace("-", "") : shown);
		}
		return name.isVariable() ? text.toString().toUpperCase(Locale.ROOT) : text.toString();
	}

	String lastElement() {
		return this.elements.getLast().replace("-", "");
	}

}
