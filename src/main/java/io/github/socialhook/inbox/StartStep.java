package io.github.socialhook.inbox;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done once when a database is at its current version, before anything else. */
@FunctionalInterface
interface StartStep {

	/** Runs, and commits what it changes. */
	void run(Connection connection) throws SQLException;

}
