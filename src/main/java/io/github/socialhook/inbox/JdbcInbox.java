package io.github.socialhook.inbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.socialhook.delivery.Delivery;

/** The face of the store that the intake sees. */
final class JdbcInbox implements Inbox {

	private final GroupWriter writer;

	private final HandOver handOver;

	private final Duration dedupeWindow;

	private final Duration patience;

	private final InstantSource clock;

	JdbcInbox(GroupWriter writer, HandOver handOver, Duration dedupeWindow, Duration patience, InstantSource clock) {
		this.writer = writer;
		this.handOver = handOver;
		this.dedupeWindow = dedupeWindow;
		this.patience = patience;
		this.clock = clock;
	}

	@Override
	public Receipt put(Delivery delivery) {
		PutWrite write = new PutWrite(delivery, this.dedupeWindow, this.handOver, null);
		return put(write, write);
	}

	/** Puts a delivery by a write that has something to add. */
	Receipt put(PutWrite put, Write write) {
		if (!this.writer.offer(write)) {
			return new Receipt.Unavailable("Too much is waiting to be stored");
		}
		return await(put.receipt(), new Receipt.Unavailable("It was not stored within the accept-timeout"));
	}

	@Override
	public boolean isWritable() {
		ProbeWrite write = new ProbeWrite(this.clock.instant());
		return this.writer.offer(write) && await(write.written(), false);
	}

	@Override
	public long spilled() {
		return 0;
	}

	/** When it is overdue it is cancelled, and is not written for nobody. */
	private <T> T await(CompletableFuture<T> result, T otherwise) {
		try {
			this.writer.deadlines().set(result, this.patience);
			return result.get();
		}
		catch (ExecutionException | CancellationException ex) {
			return otherwise;
		}
		catch (InterruptedException ex) {
			result.cancel(false);
			Thread.currentThread().interrupt();
			return otherwise;
		}
	}

}
