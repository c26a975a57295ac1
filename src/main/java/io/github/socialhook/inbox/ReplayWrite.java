package io.github.socialhook.inbox;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** Makes deliveries due again. */
final class ReplayWrite implements Write {

	private final List<DeliveryId> ids;

	private final @Nullable String handler;

	private final Instant now;

	private final HandOver handOver;

	private final CompletableFuture<Integer> replayed = new CompletableFuture<>();

	private int number;

	ReplayWrite(List<DeliveryId> ids, @Nullable String handler, Instant now, HandOver handOver) {
		this.ids = List.copyOf(ids);
		this.handler = handler;
		this.now = now;
		this.handOver = handOver;
	}

	/** Completed with how many are due again; exceptionally if the store failed. */
	CompletableFuture<Integer> replayed() {
		return this.replayed;
	}

	@Override
	public void apply(Session session) throws SQLException {
		this.number = 0;
		if (this.replayed.isDone()) {
			return;
		}
		ReplayRows rows = new ReplayRows(session);
		for (DeliveryId id : this.ids) {
			boolean due = (this.handler != null) ? rows.replay(id, this.handler, this.now) : rows.replay(id, this.now);
			this.number += due ? 1 : 0;
		}
		session.somethingIsDue();
	}

	@Override
	public void committed() {
		this.handOver.storeHasDue();
		this.replayed.complete(this.number);
	}

	@Override
	public void failed(Exception cause) {
		this.replayed.completeExceptionally(cause);
	}

}
