package io.github.socialhook.endpoint;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/** The configuration with what the files of its config trees contain now. */
public final class CurrentConfiguration {

	private CurrentConfiguration() {
	}

	/**
	 * Whether there are config trees, so that anything can change.
	 * @param environment the configuration at the start
	 * @return true if there is one
	 */
	public static boolean canChange(ConfigurableEnvironment environment) {
		return environment.getPropertySources().stream().anyMatch(ConfigTreePropertySource.class::isInstance);
	}

	/**
	 * Reads the files of the config trees again.
	 * @param environment the configuration at the start
	 * @return the property sources, in the same order
	 */
	public static MutablePropertySources read(ConfigurableEnvironment environment) {
		MutablePropertySources sources = new MutablePropertySources();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				sources.addLast(reread(source));
			}
		}
		return sources;
	}

	/** A config tree caches the content of its files. */
	private static PropertySource<?> reread(PropertySource<?> source) {
		return (source instanceof ConfigTreePropertySource tree) ? new ConfigTreePropertySource(tree.getName(),
				tree.getSource(), ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE) : source;
	}

}
