package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.socialhook.delivery.DeliveryState;

/**
 * Deletes deliveries, those excepted that have moved on since they were looked at.
 */
final class DeleteWrite implements Write {

	/** Tasks and attempts go with it. */
	private static final String DELETE = """
			DELETE FROM delivery WHERE id = ? AND state = ? AND due_at IS NULL
			""";

	private final Map<Long, DeliveryState> expired;

	private final CompletableFuture<Void> deleted = new CompletableFuture<>();

	DeleteWrite(Map<Long, DeliveryState> expired) {
		this.expired = Map.copyOf(expired);
	}

	/** Completed once it is on disk; exceptionally if the store failed. */
	CompletableFuture<Void> deleted() {
		return this.deleted;
	}

	@Override
	public void apply(Session session) throws SQLException {
		PreparedStatement delete = session.prepare(DELETE);
		for (Map.Entry<Long, DeliveryState> each : this.expired.entrySet()) {
			delete.setLong(1, each.getKey());
			delete.setString(2, each.getValue().name());
			delete.addBatch();
		}
		delete.executeBatch();
		session.dialect().giveSpaceBack(session);
	}

	@Override
	public void committed() {
		this.deleted.complete(null);
	}

	@Override
	public void failed(Exception cause) {
		this.deleted.completeExceptionally(cause);
	}

}
