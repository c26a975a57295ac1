package io.github.socialhook.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done once when a database is at its current version, before anything else. */
@FunctionalInterface
public interface StartStep {

	/** Runs, and commits what it changes. */
	void run(Connection connection) throws SQLException;

}
