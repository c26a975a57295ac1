package io.github.socialhook.endpoint;

import java.util.List;

import io.github.socialhook.delivery.EndpointName;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

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
				|| this.environment.getPropertySources().stream().anyMatch(ConfigTreePropertySource.class::isInstance);
	}

	/** Reads the current state of all files. */
	Reading read() {
		MutablePropertySources sources = new MutablePropertySources();
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				sources.addLast(reread(source));
			}
		}
		return new Reading(sources);
	}

	/** A config tree caches the content of its files. */
	private static PropertySource<?> reread(PropertySource<?> source) {
		return (source instanceof ConfigTreePropertySource tree) ? new ConfigTreePropertySource(tree.getName(),
				tree.getSource(), ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE) : source;
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
