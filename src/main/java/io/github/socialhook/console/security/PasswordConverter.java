package io.github.socialhook.console.security;

import org.springframework.core.convert.converter.Converter;

/** Converts a property to a password, which does not print its value. */
public final class PasswordConverter implements Converter<String, Password> {

	@Override
	public Password convert(String source) {
		return Password.of(source);
	}

}
