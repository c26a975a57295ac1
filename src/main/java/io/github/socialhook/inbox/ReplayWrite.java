package io.github.socialhook.inbox;

import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** Makes a delivery due again. */
final class ReplayWrite implements Write {

	private final DeliveryId id;

	private final @Nullable String handler;

	private final Instant now;

	private final HandOver handOver;

	private final CompletableFuture<Boolean> replayed = new CompletableFuture<>();

	private boolean due;

	ReplayWrite(DeliveryId id, @Nullable String handler, Instant now, HandOver handOver) {
		this.id = id;
		this.handler = handler;
		this.now = now;
		this.handOver = handOver;
	}

	/** Completed with whether it is due again; exceptionally if the store failed. */
	CompletableFuture<Boolean> replayed() {
		return this.replayed;
	}

	@Override
	public void apply(Session session) throws SQLException {
		this.due = false;
		if (this.replayed.isDone()) {
			return;
		}
		this.due = new ReplayRows(session).replay(this.id, this.handler, this.now);
		session.somethingIsDue();
	}

	@Override
	public void committed() {
		this.handOver.storeHasDue();
		this.replayed.complete(this.due);
	}

	@Override
	public void failed(Exception cause) {
		this.replayed.completeExceptionally(cause);
	}

}
