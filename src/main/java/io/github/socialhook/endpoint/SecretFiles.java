package io.github.socialhook.endpoint;

import java.util.List;

import io.github.socialhook.delivery.EndpointName;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;

/**
 * The files that hold secrets: the one that {@code SOCIALHOOK_SECRET_FILE} names, and
 * config trees. Each reading evaluates the whole configuration again, because a secret
 * may be a placeholder for the content of a file, and because other property sources take
 * precedence over files.
 */
final class SecretFiles {

	private final ConfigurableEnvironment environment;

	SecretFiles(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/** Whether there are any. */
	boolean exist() {
		return new PlainSecret(this.environment.getPropertySources()).hasFile()
				|| CurrentConfiguration.canChange(this.environment);
	}

	/** Reads the current state of all files. */
	Reading read() {
		return new Reading(CurrentConfiguration.read(this.environment));
	}

	/** The configuration as it was at one moment. */
	static final class Reading {

		private final Binder binder;

		private final EndpointFactory factory;

		private Reading(MutablePropertySources sources) {
			this.binder = new Binder(ConfigurationPropertySources.from(sources),
					new PropertySourcesPlaceholdersResolver(sources));
			this.factory = new EndpointFactory(new PlainSecret(sources));
		}

		/**
		 * Returns the secrets of an endpoint, newest first, or none if one is missing.
		 */
		List<Secret> secrets(EndpointName name) {
			List<Secret> configured = this.binder
				.bind("socialhook.endpoints." + name + ".secrets", Bindable.listOf(String.class))
				.orElse(List.of())
				.stream()
				.map(Secret::of)
				.toList();
			List<Secret> secrets = this.factory.secrets(name, configured);
			return secrets.stream().anyMatch(Secret::isPlaceholder) ? List.of() : secrets;
		}

	}

}
