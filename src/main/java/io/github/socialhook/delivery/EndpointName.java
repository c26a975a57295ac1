package io.github.socialhook.delivery;

import java.util.regex.Pattern;

/**
 * The name of a webhook endpoint as configured under {@code socialhook.endpoints}: lower
 * case letters, digits and hyphens, at most 63 of them.
 *
 * @param value the name itself
 */
public record EndpointName(String value) {

	private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

	/** The endpoint that answers at {@code /webhooks}. */
	public static final EndpointName DEFAULT = new EndpointName("default");

	public EndpointName {
		if (!SHAPE.matcher(value).matches()) {
			throw new IllegalArgumentException(
					"An endpoint name consists of lower case letters, digits and hyphens, but was '" + value + "'");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
