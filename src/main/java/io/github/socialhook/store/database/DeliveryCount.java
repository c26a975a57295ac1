package io.github.socialhook.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How many deliveries are stored. The number is kept in the database, in the transactions
 * that delete, so that nobody has to count them all and accepting pays nothing for it.
 */
public interface DeliveryCount {

	/** Returns the query for the number, which reads little however many there are. */
	String query();

	/**
	 * Takes off deliveries that were deleted in the transaction that is open.
	 * @param ids their numbers
	 */
	void deleted(Connection connection, List<Long> ids) throws SQLException;

	/**
	 * Adds some of what was accepted meanwhile, so that the query has less to read. One
	 * node at a time does this or deletes.
	 * @return whether there is more that could be added now
	 */
	default boolean advance(Connection connection) throws SQLException {
		return false;
	}

	/** Keeps others from changing the count until the commit to come. */
	default void hold(Connection connection) throws SQLException {
	}

	/**
	 * Deliveries were stored whose numbers may be lower than those of earlier ones.
	 * @param ids their numbers
	 */
	default void added(Connection connection, List<Long> ids) throws SQLException {
	}

}
