package io.github.socialhook.forward;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.endpoint.CurrentConfiguration;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/** Wires the handlers that send deliveries on. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ForwardProperties.class)
class ForwardConfiguration {

	private static final String CLIENT = "org.apache.hc.client5.http.impl.async.HttpAsyncClients";

	/** For the result, so that an exchange ends before its handler is interrupted. */
	private static final Duration MARGIN = Duration.ofSeconds(5);

	@Bean
	@ConfigurationPropertiesBinding
	static ConfidentialConverter socialhookConfidentialConverter() {
		return new ConfidentialConverter();
	}

	@Bean
	ForwardHandlers socialhookForwardHandlers(ForwardProperties properties, ConfigurableEnvironment environment,
			ObjectProvider<HandlerDirectory> directory, @Qualifier("socialhookClock") InstantSource clock,
			ResourceLoader loader) {
		List<ForwardProperties.Target> entries = properties.forward();
		if (!entries.isEmpty() && !ClassUtils.isPresent(CLIENT, loader.getClassLoader())) {
			throw new InvalidConfigurationException(
					"socialhook.forward needs an HTTP client that is not on the class path.",
					"Add the dependency org.apache.httpcomponents.client5:httpclient5 to your application.");
		}
		ForwardHandlers handlers = new ForwardHandlers(directory::getObject, clock);
		for (int i = 0; i < entries.size(); i++) {
			ForwardProperties.Target entry = entries.get(i);
			String setting = "socialhook.forward[" + i + "]";
			ForwardTarget target = new ForwardTargetFactory(setting, entry).create(files(setting, environment));
			handlers.add(target, new LinkedHashSet<>(entry.events()),
					new HandlerLimits(entry.concurrency(), entry.timeout().plus(MARGIN), entry.retryAfter()));
		}
		return handlers;
	}

	/** Reads the secrets of an entry again; null if they cannot change. */
	static @Nullable Supplier<List<String>> files(String setting, ConfigurableEnvironment environment) {
		if (!CurrentConfiguration.canChange(environment)) {
			return null;
		}
		return () -> {
			MutablePropertySources sources = CurrentConfiguration.read(environment);
			return new Binder(ConfigurationPropertySources.from(sources),
					new PropertySourcesPlaceholdersResolver(sources))
				.bind(setting + ".secret", Bindable.listOf(String.class))
				.orElse(List.of());
		};
	}

	@Bean
	ForwardSanitizer socialhookForwardSanitizer(ForwardHandlers handlers) {
		return new ForwardSanitizer(handlers);
	}

}
