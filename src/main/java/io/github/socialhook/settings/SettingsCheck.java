package io.github.socialhook.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.configuration.InvalidConfigurationException;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses to start with settings under {@code socialhook.} that do not exist. It runs
 * before anything is made of the settings.
 */
final class SettingsCheck implements BeanFactoryPostProcessor, PriorityOrdered {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("socialhook");

	private static final String VARIABLE_PREFIX = "SOCIALHOOK_";

	/** What Kubernetes sets for each service whose name begins with socialhook. */
	private static final Pattern SERVICE_LINK = Pattern
		.compile("SOCIALHOOK_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)?)");

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		MutablePropertySources sources = beans
			.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME, ConfigurableEnvironment.class)
			.getPropertySources();
		KnownSettings known = KnownSettings.load(beans.getBeanClassLoader());
		List<UnknownSetting> unknown = new ArrayList<>();
		for (PropertySource<?> source : sources) {
			if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				settings(source).filter((setting) -> !known.contain(setting.name()))
					.filter((setting) -> !isPlaceholder(setting.name(), sources))
					.forEach(unknown::add);
			}
		}
		if (!unknown.isEmpty()) {
			throw invalid(unknown, known);
		}
	}

	private static InvalidConfigurationException invalid(List<UnknownSetting> unknown, KnownSettings known) {
		String message = unknown.stream()
			.map((setting) -> "The setting '" + setting.name().text() + "' does not exist (set in " + setting.origin()
					+ ").")
			.collect(Collectors.joining("\n"));
		String action = unknown.stream()
			.map((setting) -> "Did you mean '" + known.nearestTo(setting.name()) + "' instead of '"
					+ setting.name().text() + "'?")
			.collect(Collectors.joining("\n"));
		return new InvalidConfigurationException(message,
				action + "\n" + "docs/configuration.md lists all settings. Settings of your own need another prefix.");
	}

	private static Stream<UnknownSetting> settings(PropertySource<?> source) {
		if (source instanceof SystemEnvironmentPropertySource variables) {
			return Stream.of(variables.getPropertyNames())
				.filter((name) -> name.toUpperCase(Locale.ROOT).startsWith(VARIABLE_PREFIX))
				.filter((name) -> !SERVICE_LINK.matcher(name).matches())
				.map((name) -> new UnknownSetting(SettingName.ofVariable(name), source.getName()));
		}
		return (ConfigurationPropertySource.from(source) instanceof IterableConfigurationPropertySource properties)
				? properties.stream()
					.filter(PREFIX::isAncestorOf)
					.map((name) -> new UnknownSetting(SettingName.ofProperty(name), origin(source, properties, name)))
				: Stream.empty();
	}

	/** Whether it is a variable from which another setting takes its value. */
	private static boolean isPlaceholder(SettingName name, PropertySources sources) {
		return name.isVariable() && sources.stream()
			.filter(EnumerablePropertySource.class::isInstance)
			.map(EnumerablePropertySource.class::cast)
			.filter((source) -> !(source instanceof SystemEnvironmentPropertySource))
			.flatMap((source) -> Stream.of(source.getPropertyNames()).map(source::getProperty))
			.anyMatch((value) -> String.valueOf(value).contains("${" + name.text()));
	}

	/** A source may show values as text, so only its name is taken. */
	private static String origin(PropertySource<?> source, ConfigurationPropertySource properties,
			ConfigurationPropertyName name) {
		ConfigurationProperty property = properties.getConfigurationProperty(name);
		Origin origin = (property != null) ? property.getOrigin() : null;
		if (origin instanceof PropertySourceOrigin inSource) {
			origin = inSource.getOrigin();
		}
		return (origin instanceof TextResourceOrigin) ? origin.toString() : source.getName();
	}

}
