package io.github.socialhook.inbox;

import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteJDBCLoader;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads what opening the store needs while the application context is still being put
 * together: on two cores that is most of its time saved.
 */
final class StorePreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() throws Exception {
		SQLiteJDBCLoader.initialize();
		Flyway.configure().load();
	}

}
