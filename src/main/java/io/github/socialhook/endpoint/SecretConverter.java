package io.github.socialhook.endpoint;

import org.springframework.core.convert.converter.Converter;

/** Converts text in the configuration to secrets. */
final class SecretConverter implements Converter<String, Secret> {

	@Override
	public Secret convert(String text) {
		return Secret.of(text);
	}

}
