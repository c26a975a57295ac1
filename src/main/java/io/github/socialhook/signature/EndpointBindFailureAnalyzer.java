package io.github.socialhook.signature;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which setting of an endpoint cannot be read. It comes before Spring Boot's
 * analyzers, because they show the value, and that may be a secret; so does the cause,
 * which would be logged while debugging.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EndpointBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName ENDPOINTS = ConfigurationPropertyName.of("socialhook.endpoints");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!ENDPOINTS.equals(cause.getName()) && !ENDPOINTS.isAncestorOf(cause.getName())) {
			return null;
		}
		InvalidEndpointException reason = new InvalidEndpointException(
				"The setting '" + cause.getName() + "' cannot be read as it stands.",
				"Give each endpoint a path and secrets: the path a text, the secrets a text with commas or a list "
						+ "without gaps.");
		return new FailureAnalysis(reason.getMessage(), reason.action(), reason);
	}

}
