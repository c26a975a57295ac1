package io.github.socialhook.console;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Wires what the operations side knows, whether or not it has a port. */
@AutoConfiguration
@EnableConfigurationProperties(OperationsProperties.class)
class ConsoleConfiguration {

	@Bean
	@ConfigurationPropertiesBinding
	static PasswordConverter passwordConverter() {
		return new PasswordConverter();
	}

	@Bean
	Users operationsUsers(OperationsProperties properties) {
		return new Users(properties);
	}

	@Bean
	HandlerCounts handlerCounts() {
		return new HandlerCounts();
	}

	@Bean
	Rejections rejections() {
		return new Rejections();
	}

}
