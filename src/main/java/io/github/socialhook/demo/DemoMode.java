package io.github.socialhook.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.StringUtils;

/**
 * Turns the application into a demo: reachable from this machine only, with a store that
 * is deleted at the end. Only the literal argument enables it, never a property, a
 * profile or a variable, and it does not start with the settings of a real receiver. Of
 * all handlers it has only its own, because its events are invented.
 */
public final class DemoMode implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final String ARGUMENT = "demo";

	/** The default in {@code application.yml}. */
	private static final String NO_STORE_CHOSEN = "jdbc:sqlite:data/socialhook.db";

	/** Whether these arguments of the command line ask for the demo. */
	public static boolean isAskedForBy(String... arguments) {
		return Arrays.asList(arguments).contains(ARGUMENT);
	}

	/** Adds the demo to an application that has not been started. */
	public static void prepare(SpringApplication application) {
		application.addPrimarySources(List.of(DemoConfiguration.class, DemoHandler.class));
		application.addListeners(new DemoMode());
		application.addInitializers(
				(context) -> context.getBeanFactory().registerSingleton("demoScanFilter", new NothingScanned()));
	}

	/** After all settings are known, and before logging is configured by them. */
	@Override
	public int getOrder() {
		return EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableEnvironment environment = event.getEnvironment();
		realSetting(environment).ifPresent((setting) -> {
			throw new InvalidConfigurationException(
					"The demo was requested, but " + setting + " is set: this looks like a real receiver.",
					"To see the demo, start it without " + setting
							+ ". To start the receiver, leave out the argument 'demo'.");
		});
		// First, so that nothing can make the demo reachable for others or lead it to a
		// real store.
		environment.getPropertySources().addFirst(new MapPropertySource(ARGUMENT, settings(temporaryFolder())));
	}

	private static Optional<String> realSetting(Environment environment) {
		for (String setting : List.of("socialhook.endpoints", "socialhook.forward")) {
			if (Binder.get(environment).bind(setting, Bindable.mapOf(String.class, Object.class)).isBound()) {
				return Optional.of(setting);
			}
		}
		if (!NO_STORE_CHOSEN.equals(environment.getProperty("spring.datasource.url", NO_STORE_CHOSEN))) {
			return Optional.of("spring.datasource.url");
		}
		return Stream
			.of("SOCIALHOOK_SECRET", "SOCIALHOOK_SECRET_FILE", "socialhook.secret", "socialhook.secret-file",
					"spring.datasource.jndi-name", "spring.datasource.hikari.jdbc-url", "socialhook.datasource.url")
			.filter((name) -> StringUtils.hasText(environment.getProperty(name)))
			.findFirst();
	}

	private static Map<String, Object> settings(Path folder) {
		return Map.ofEntries(Map.entry("SOCIALHOOK_SECRET", DemoConfiguration.SECRET),
				Map.entry("server.address", "127.0.0.1"), Map.entry("management.server.address", "127.0.0.1"),
				Map.entry("spring.datasource.url", "jdbc:sqlite:" + folder.resolve("demo.db")),
				Map.entry("socialhook.dispatch.enabled", "true"), Map.entry("socialhook.dispatch.retry-after", "1s"),
				Map.entry("spring.main.log-startup-info", "false"), Map.entry("logging.level.root", "warn"),
				Map.entry("logging.level.org.springframework", "error"),
				Map.entry("logging.level.io.github.socialhook", "info"),
				Map.entry("logging.level.io.github.socialhook.console", "error"),
				Map.entry("logging.level.io.github.socialhook.endpoint.SecretStrength", "error"),
				Map.entry("logging.pattern.console", "%d{HH:mm:ss.SSS} %-5p %-15.15logger{0} %m%n%wEx"));
	}

	private static Path temporaryFolder() {
		try {
			Path folder = Files.createTempDirectory("socialhook-demo-");
			// These run once the application is closed.
			SpringApplication.getShutdownHandlers().add(() -> delete(folder));
			return folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path folder) {
		try {
			FileSystemUtils.deleteRecursively(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Keeps the handlers of users out, which would take invented events for real. */
	private static final class NothingScanned extends TypeExcludeFilter {

		@Override
		public boolean match(MetadataReader reader, MetadataReaderFactory readers) {
			return true;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof NothingScanned;
		}

		@Override
		public int hashCode() {
			return NothingScanned.class.hashCode();
		}

	}

}
