package io.github.socialhook.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The name of something that is set.
 *
 * @param text the name as it is shown
 * @param shown its parts as they are shown
 * @param elements its parts without dashes and in lower case; an index is in brackets
 * @param isVariable whether it is an environment variable, where a dash may have become
 * an underscore
 */
record SettingName(String text, List<String> shown, List<String> elements, boolean isVariable) {

	static SettingName ofProperty(ConfigurationPropertyName name) {
		return new SettingName(name.toString(), elements(name, (i) -> name.getElement(i, Form.ORIGINAL)),
				elements(name, (i) -> element(name, i)), false);
	}

	private static List<String> elements(ConfigurationPropertyName name, IntFunction<String> element) {
		return IntStream.range(0, name.getNumberOfElements()).mapToObj(element).toList();
	}

	private static String element(ConfigurationPropertyName name, int index) {
		String element = name.getElement(index, Form.UNIFORM);
		return name.isNumericIndex(index) ? "[" + element + "]" : element;
	}

	static SettingName ofVariable(String name) {
		List<String> elements = Arrays.stream(name.toLowerCase(Locale.ROOT).split("_"))
			.map((element) -> element.matches("\\d+") ? "[" + element + "]" : element)
			.toList();
		return new SettingName(name, Arrays.asList(name.split("_")), elements, true);
	}

	boolean isIndex(int element) {
		return this.elements.get(element).startsWith("[");
	}

	String separator() {
		return this.isVariable ? "_" : ".";
	}

}
