package io.github.socialhook.store.kafka;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;

/** The statements that store deliveries of the log with their bodies. */
public final class LoggedRows {

	/** Its fence is that of a delivery which was claimed once. */
	private static final String PUT = """
			INSERT INTO socialhook_delivery (id, endpoint, event, subject, received_at, state, fence, digest, fingerprint, body)
			OVERRIDING SYSTEM VALUE VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)
			ON CONFLICT (id) DO NOTHING
			""";

	private static final String COMPLETE = """
			UPDATE socialhook_delivery SET body = ?, body_size = NULL, waits_for = NULL WHERE id = ? AND body IS NULL
			""";

	private final WriterConnection connection;

	/**
	 * Creates them.
	 * @param connection the connection of the transaction
	 */
	public LoggedRows(WriterConnection connection) {
		this.connection = connection;
	}

	/**
	 * Stores a delivery.
	 * @param id its id, which says where it is in the log
	 * @param delivery the delivery
	 * @param state its state
	 * @return what was there before
	 * @throws SQLException if the database fails
	 */
	public Put put(DeliveryId id, Delivery delivery, DeliveryState state) throws SQLException {
		byte[] digest = delivery.payload().digest();
		PreparedStatement put = this.connection.prepare(PUT);
		put.setLong(1, RowNumber.of(id));
		put.setString(2, delivery.endpoint().value());
		put.setString(3, Objects.toString(delivery.event(), null));
		put.setString(4, Objects.toString(delivery.subject(), null));
		put.setLong(5, delivery.receivedAt().toEpochMilli());
		put.setString(6, state.name());
		put.setBytes(7, digest);
		put.setLong(8, ByteBuffer.wrap(digest).getLong());
		put.setBytes(9, delivery.payload().bytes());
		if (put.executeUpdate() == 1) {
			return Put.ADDED;
		}
		return complete(id, delivery) ? Put.COMPLETED : Put.KNOWN;
	}

	/**
	 * Adds the body to the row of a delivery. From then on the row is of no interest to
	 * the index.
	 * @param id the id of the delivery
	 * @param delivery the delivery
	 * @return false if there is no such row, or if it has the body
	 * @throws SQLException if the database fails
	 */
	public boolean complete(DeliveryId id, Delivery delivery) throws SQLException {
		PreparedStatement complete = this.connection.prepare(COMPLETE);
		complete.setBytes(1, delivery.payload().bytes());
		complete.setLong(2, RowNumber.of(id));
		return complete.executeUpdate() == 1;
	}

	/** What was there before a delivery was stored. */
	public enum Put {

		/** Nothing. */
		ADDED,

		/** A row without the body. */
		COMPLETED,

		/** A row with the body, which was left as it is. */
		KNOWN

	}

}
