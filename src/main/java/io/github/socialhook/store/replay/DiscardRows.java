package io.github.socialhook.store.replay;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The statements that discard what handlers have failed for good. */
final class DiscardRows {

	private static final String DISCARD = """
			UPDATE socialhook_task SET state = 'DISCARDED'
			WHERE delivery_id = ? AND state = 'DEAD' AND leased = 0
				AND (CAST(? AS TEXT) IS NULL OR handler = ?) AND (CAST(? AS TEXT) IS NULL OR signature = ?)
			""";

	private static final String END = """
			UPDATE socialhook_delivery SET state = 'DISCARDED'
			WHERE id = ? AND state = 'DEAD' AND due_at IS NULL AND NOT EXISTS (
				SELECT 1 FROM socialhook_task WHERE delivery_id = ? AND state IN ('PENDING', 'RETRYING', 'DEAD'))
			""";

	private final WriterConnection connection;

	private final QueueDialect dialect;

	DiscardRows(WriterConnection connection, QueueDialect dialect) {
		this.connection = connection;
		this.dialect = dialect;
	}

	/**
	 * Discards what has failed for good of a delivery.
	 * @param handler the only handler of which it is discarded; null for all
	 * @param error the signature of the only error; null for all
	 * @return false if there is no such failure
	 */
	boolean discard(DeliveryId id, @Nullable String handler, @Nullable String error) throws SQLException {
		// Two nodes that change its last two handlers must not both find one unsettled.
		this.dialect.hold(this.connection, id);
		PreparedStatement discard = this.connection.prepare(DISCARD);
		discard.setLong(1, RowNumber.of(id));
		discard.setString(2, handler);
		discard.setString(3, handler);
		discard.setString(4, error);
		discard.setString(5, error);
		if (discard.executeUpdate() == 0) {
			return false;
		}
		PreparedStatement end = this.connection.prepare(END);
		end.setLong(1, RowNumber.of(id));
		end.setLong(2, RowNumber.of(id));
		end.executeUpdate();
		return true;
	}

}
