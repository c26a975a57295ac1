package io.github.socialhook.inbox;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Stores what was spilled, all of it or nothing. */
final class MoveWrite implements Write {

	private final List<PutWrite> puts;

	private final CompletableFuture<End> end = new CompletableFuture<>();

	MoveWrite(List<PutWrite> puts) {
		this.puts = List.copyOf(puts);
	}

	/** Completed when it is over; once it is, nothing more is written. */
	CompletableFuture<End> end() {
		return this.end;
	}

	@Override
	public void apply(Session session) throws SQLException {
		if (!this.end.isDone()) {
			session.dialect().put(session, this.puts);
		}
	}

	@Override
	public void committed() {
		this.puts.forEach(PutWrite::committed);
		this.end.complete(End.STORED);
	}

	@Override
	public void failed(Exception cause) {
		this.puts.forEach((put) -> put.failed(cause));
		this.end.complete((cause instanceof RefusedWriteException) ? End.REFUSED : End.AWAY);
	}

	/** How it ended. */
	enum End {

		/** On disk. */
		STORED,

		/** The database works, and does not take it. */
		REFUSED,

		/** The database does not work. */
		AWAY

	}

}
