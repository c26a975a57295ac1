package io.github.socialhook.endpoint;

import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Names the setting of an endpoint or a secret that cannot be bound. It runs before the
 * analyzers of Spring Boot, because they show the value, which may be a secret. The
 * cause, which would be logged at debug level, shows it as well, so it is replaced.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EndpointBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final List<ConfigurationPropertyName> NAMES = Stream
		.of("socialhook.endpoints", "socialhook.secret", "socialhook.secret-file")
		.map(ConfigurationPropertyName::of)
		.toList();

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConfigurationPropertyName name = cause.getName();
		if (NAMES.stream().noneMatch((each) -> each.equals(name) || each.isAncestorOf(name))) {
			return null;
		}
		InvalidConfigurationException reason = new InvalidConfigurationException(
				"The setting '" + name + "' cannot be read.",
				"Give each endpoint a path and secrets: the path as text, the secrets as comma-separated text or as "
						+ "a list without gaps.");
		return new FailureAnalysis(reason.getMessage(), reason.action(), reason);
	}

}
