package io.github.socialhook.store;

import io.github.socialhook.store.database.UnsupportedStoreException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

/** Says which databases there are when there is no driver for the configured one. */
final class MissingDriverFailureAnalyzer implements FailureAnalyzer {

	private final Environment environment;

	MissingDriverFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String url = isAboutDriver(cause) ? this.environment.getProperty("spring.datasource.url") : null;
			if (url != null) {
				String plain = UnsupportedStoreException.withoutParameters(url).replaceFirst("//[^/]*@", "//");
				return new FailureAnalysis(
						"spring.datasource.url is '" + plain + "', and there is no driver for such a database.",
						"Set spring.datasource.url to something like 'jdbc:sqlite:data/socialhook.db' or "
								+ "'jdbc:postgresql://localhost/socialhook': deliveries are stored in SQLite or "
								+ "PostgreSQL only.",
						failure);
			}
		}
		return null;
	}

	/**
	 * What the pool and Spring Boot say, in exceptions that have no type of their own.
	 */
	private static boolean isAboutDriver(Throwable cause) {
		String message = String.valueOf(cause.getMessage());
		return message.startsWith("Failed to load driver class") || message.startsWith("Cannot load driver class");
	}

}
