package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.github.socialhook.delivery.DeliveryId;

/**
 * One step of a replay: makes some deliveries due and notes that this is done, both or
 * neither. A step that another node has taken in the meantime changes nothing.
 */
final class ReplayStepWrite implements Write {

	private static final Duration LEASE = Duration.ofSeconds(10);

	private static final String NOTE_REPLAYED = """
			UPDATE replay SET replayed = replayed + ? WHERE id = ?
			""";

	private final ReplayTable.Open open;

	private final EntryQueries.Span span;

	private final Instant now;

	private final HandOver handOver;

	private final CompletableFuture<Integer> replayed = new CompletableFuture<>();

	private int number;

	ReplayStepWrite(ReplayTable.Open open, EntryQueries.Span span, Instant now, HandOver handOver) {
		this.open = open;
		this.span = span;
		this.now = now;
		this.handOver = handOver;
	}

	/**
	 * Completed with how many are due again, -1 if the step was not ours to take;
	 * exceptionally if the store failed.
	 */
	CompletableFuture<Integer> replayed() {
		return this.replayed;
	}

	boolean isLast() {
		return this.span.reached() >= this.open.last();
	}

	@Override
	public void apply(Session session) throws SQLException {
		this.number = -1;
		if (this.replayed.isDone() || !advance(session)) {
			return;
		}
		this.number = 0;
		ReplayRows rows = new ReplayRows(session);
		String handler = this.open.replay().filter().handler();
		for (DeliveryId id : this.span.ids()) {
			this.number += rows.replay(id, handler, this.now) ? 1 : 0;
		}
		PreparedStatement note = session.prepare(NOTE_REPLAYED);
		note.setInt(1, this.number);
		note.setLong(2, this.open.replay().id());
		note.executeUpdate();
		session.somethingIsDue();
	}

	private boolean advance(Session session) throws SQLException {
		String holder = session.dialect().holder();
		// Waits for no other node: that would keep what is written together with it
		// waiting.
		PreparedStatement step = session.prepare("""
				UPDATE replay SET position = ?, done = done + ?, holder = ?, leased_until = ?, ended_at = ?
				WHERE id = (
					SELECT id FROM replay
					WHERE id = ? AND position = ? AND ended_at IS NULL
						AND (holder IS NULL OR holder = ? OR leased_until <= ?)
					%s)
				""".formatted(session.dialect().lock("replay")));
		step.setLong(1, this.span.reached());
		step.setInt(2, this.span.ids().size());
		step.setString(3, holder);
		step.setLong(4, this.now.plus(LEASE).toEpochMilli());
		step.setObject(5, isLast() ? this.now.toEpochMilli() : null, Types.BIGINT);
		step.setLong(6, this.open.replay().id());
		step.setLong(7, this.open.position());
		step.setString(8, holder);
		step.setLong(9, this.now.toEpochMilli());
		return step.executeUpdate() == 1;
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
