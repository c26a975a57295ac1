package io.github.socialhook.console;

import org.springframework.core.convert.converter.Converter;

/** Reads a password from a property, and wraps it up before anybody can print it. */
final class PasswordConverter implements Converter<String, Password> {

	@Override
	public Password convert(String source) {
		return Password.of(source);
	}

}
