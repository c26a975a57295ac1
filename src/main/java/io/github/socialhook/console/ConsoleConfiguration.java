package io.github.socialhook.console;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.console.operation.HandlerCounts;
import io.github.socialhook.console.operation.RecentRejections;
import io.github.socialhook.console.security.OperationsProperties;
import io.github.socialhook.console.security.PasswordConverter;
import io.github.socialhook.console.security.Users;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configures what the operations side needs whether or not it has a port. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@EnableConfigurationProperties(OperationsProperties.class)
class ConsoleConfiguration {

	@Bean
	@ConfigurationPropertiesBinding
	static PasswordConverter socialhookPasswordConverter() {
		return new PasswordConverter();
	}

	@Bean
	Users socialhookUsers(OperationsProperties properties, ObjectProvider<AuditLog> audit) {
		return new Users(properties, (name, address) -> audit
			.ifAvailable((log) -> log.record(name, AuditAction.LOGIN_FAILED, address, null)));
	}

	@Bean
	HandlerCounts socialhookHandlerCounts() {
		return new HandlerCounts();
	}

	@Bean
	RecentRejections socialhookRejections() {
		return new RecentRejections();
	}

}
