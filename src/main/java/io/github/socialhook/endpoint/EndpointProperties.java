package io.github.socialhook.endpoint;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The endpoints.
 *
 * @param endpoints The endpoints by name, one for each URL registered in the Social+
 * console. Without any there is one, named "default".
 * @param secret The secret keys of the endpoint "default", newest first, unless they are
 * set under endpoints.
 * @param secretFile A file with the secret keys of the endpoint "default", one per line,
 * if no secret is set.
 */
@ConfigurationProperties("socialhook")
record EndpointProperties(@DefaultValue Map<String, Item> endpoints, @DefaultValue List<Secret> secret,
		@Nullable String secretFile) {

	/**
	 * One endpoint.
	 *
	 * @param path The path at which it answers. The default is /webhooks for the endpoint
	 * "default" and /webhooks/{name} for any other.
	 * @param secrets The secret keys of its URL, newest first. Each is accepted, so that
	 * a key can be replaced without a gap.
	 */
	record Item(@Nullable String path, @DefaultValue List<Secret> secrets) {

	}

}
