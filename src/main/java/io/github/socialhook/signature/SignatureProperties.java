package io.github.socialhook.signature;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is let in.
 *
 * @param endpoints The endpoints by name, one for each URL registered in the Social+
 * console. Without any there is one, named "default".
 * @param maxBodySize The size up to which a body is read. Social+ messages can carry 100
 * KB of custom data and more around it.
 */
@ConfigurationProperties("socialhook")
record SignatureProperties(@DefaultValue Map<String, EndpointProperties> endpoints,
		@DefaultValue("1MB") DataSize maxBodySize) {

	SignatureProperties {
		if (maxBodySize.toBytes() < 1 || maxBodySize.toBytes() > Integer.MAX_VALUE - 16) {
			throw new IllegalArgumentException(
					"socialhook.max-body-size must be at least 1 byte and less than 2 GB, but is " + maxBodySize);
		}
	}

	/**
	 * One endpoint.
	 *
	 * @param path The path at which it answers. The default is /webhooks for the endpoint
	 * "default" and /webhooks/{name} for any other.
	 * @param secrets The secret keys of its URL, newest first. Each is accepted, so that
	 * a key can be replaced without a gap.
	 */
	record EndpointProperties(@Nullable String path, @DefaultValue List<Secret> secrets) {

	}

}
