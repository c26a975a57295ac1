package io.github.socialhook.store;

import io.github.socialhook.store.database.StoreInUseException;
import io.github.socialhook.store.database.StoreNotWritableException;
import io.github.socialhook.store.database.UnsupportedStoreException;
import io.github.socialhook.store.database.UnusableStoreException;
import io.github.socialhook.store.driver.UnusableLibraryException;
import io.github.socialhook.store.postgresql.UnknownTimeZoneException;
import io.github.socialhook.store.spill.UnusableSpillException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

/**
 * Says what to do when the inbox has no usable place for its deliveries. It names the
 * settings by which that place was chosen.
 */
final class StoreFailureAnalyzer implements FailureAnalyzer {

	private static final String HOST = "spring.datasource";

	private static final String OWN = "socialhook.datasource";

	private final Environment environment;

	StoreFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String action = actionFor(cause);
			if (action != null) {
				return new FailureAnalysis(named(cause.getMessage()), named(action), failure);
			}
		}
		return null;
	}

	private @Nullable String named(@Nullable String text) {
		boolean own = this.environment.containsProperty(OWN + ".url")
				|| !this.environment.containsProperty(HOST + ".url");
		return (own && text != null) ? text.replace(HOST, OWN) : text;
	}

	private static @Nullable String actionFor(Throwable cause) {
		return switch (cause) {
			case StoreInUseException ex -> "Stop the other process, or set spring.datasource.url to another file. "
					+ "To run several receivers over one store, use PostgreSQL.";
			case StoreNotWritableException ex -> "Give the user that runs Socialhook the right to write there, "
					+ "mount a volume there, or set spring.datasource.url to a file in another folder.";
			case UnusableSpillException ex -> ex.action();
			case UnusableStoreException ex -> ex.action();
			case UnusableLibraryException ex -> ex.action();
			case MissingDriverException ex -> MissingDriverException.ACTION;
			case PoolTooSmallException ex -> ex.action();
			case UnknownTimeZoneException ex -> ex.action();
			case UnsupportedStoreException ex ->
				"Set spring.datasource.url to something like " + "'jdbc:sqlite:data/socialhook.db'.";
			default -> null;
		};
	}

}
