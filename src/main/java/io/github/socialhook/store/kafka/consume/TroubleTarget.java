package io.github.socialhook.store.kafka.consume;

import java.sql.SQLException;
import java.time.InstantSource;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database in which trouble is kept.
 *
 * @param writer writes to it
 * @param reader reads from it
 * @param dialect the kind of database
 * @param handoff learns when something is due in it
 * @param index learns what is stored in it
 * @param clock what time it is
 */
public record TroubleTarget(GroupWriter writer, JdbcClient reader, QueueDialect dialect, LocalHandoff handoff,
		Index index, InstantSource clock) {

	/** Finds deliveries by what is in them. */
	@FunctionalInterface
	public interface Index {

		/**
		 * Adds a delivery in the transaction that stores it.
		 * @param connection writes to the database
		 * @param number the number of its row
		 * @param delivery the delivery
		 * @throws SQLException if the database fails
		 */
		void add(WriterConnection connection, long number, Delivery delivery) throws SQLException;

	}

}
