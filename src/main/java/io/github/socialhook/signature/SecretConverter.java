package io.github.socialhook.signature;

import org.springframework.core.convert.converter.Converter;

/** Makes secrets of the texts in the configuration. */
final class SecretConverter implements Converter<String, Secret> {

	@Override
	public Secret convert(String text) {
		return Secret.of(text);
	}

}
