package io.github.socialhook.forward;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Names the setting under {@code socialhook.forward} that cannot be bound. It runs before
 * the analyzers of Spring Boot, because they show the value, which may be a secret. The
 * cause shows it as well, so it is replaced.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ForwardBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("socialhook.forward");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConfigurationPropertyName name = cause.getName();
		if (!PREFIX.equals(name) && !PREFIX.isAncestorOf(name)) {
			return null;
		}
		InvalidConfigurationException reason = new InvalidConfigurationException(
				"The setting '" + name + "' cannot be read.",
				"Number the entries from 0 without gaps, and give each a name, a url and a secret. A timeout is a "
						+ "duration such as 15s, concurrency a whole number, cloud-events true or false.");
		return new FailureAnalysis(reason.getMessage(), reason.action(), reason);
	}

}
