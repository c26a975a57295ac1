package io.github.socialhook.console.security;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which setting of a user cannot be read. It comes before Spring Boot's analyzers,
 * because they show the value, and that may be a password; so does the cause, which would
 * be logged while debugging. A role is no secret, and is left to them.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UserBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName OPERATIONS = ConfigurationPropertyName.of("socialhook.operations");

	private static final ConfigurationPropertyName OIDC = OPERATIONS.append("oidc");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConfigurationPropertyName name = cause.getName();
		boolean user = OPERATIONS.equals(name) || OPERATIONS.isAncestorOf(name);
		if (!user || OIDC.isAncestorOf(name)
				|| name.getLastElement(ConfigurationPropertyName.Form.UNIFORM).equals("role")) {
			return null;
		}
		String description = "The setting '" + name + "' cannot be read.";
		return new FailureAnalysis(description,
				"Give each user a password and a role: socialhook.operations.users.<name>.password and "
						+ "socialhook.operations.users.<name>.role.",
				new IllegalArgumentException(description));
	}

}
