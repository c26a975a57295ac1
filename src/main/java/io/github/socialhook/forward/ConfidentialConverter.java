package io.github.socialhook.forward;

import org.springframework.core.convert.converter.Converter;

/** Converts text in the configuration to confidential text. */
final class ConfidentialConverter implements Converter<String, Confidential> {

	@Override
	public Confidential convert(String text) {
		return new Confidential(text);
	}

}
