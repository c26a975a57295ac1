package io.github.socialhook.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The face of the store that makes deliveries due again. */
final class JdbcReplayer implements Replayer {

	private static final long PATIENCE_SECONDS = 10;

	private final GroupWriter writer;

	private final HandOver handOver;

	private final EntryQueries entries;

	private final ReplayTable replays;

	private final ReplayWorker worker;

	private final InstantSource clock;

	JdbcReplayer(GroupWriter writer, HandOver handOver, JdbcClient jdbc, ReplayWorker worker, InstantSource clock) {
		this.writer = writer;
		this.handOver = handOver;
		this.entries = new EntryQueries(jdbc);
		this.replays = new ReplayTable(jdbc);
		this.worker = worker;
		this.clock = clock;
	}

	@Override
	public boolean replay(DeliveryId id, @Nullable String handler) {
		ReplayWrite write = new ReplayWrite(id, handler, this.clock.instant(), this.handOver);
		return await(write, write.replayed());
	}

	@Override
	public Replay begin(String user, DeliveryFilter filter) {
		EntryQueries.Matches matches = this.entries.matches(filter);
		Instant now = this.clock.instant();
		ReplayBeginWrite write = new ReplayBeginWrite(user, filter, matches, now);
		long id = await(write, write.begun());
		this.worker.wake();
		return new Replay(id, user, filter, now, matches.number(), 0, 0, write.endedAt(), false);
	}

	@Override
	public boolean cancel(long id) {
		ReplayCancelWrite write = new ReplayCancelWrite(id, this.clock.instant());
		return await(write, write.found());
	}

	@Override
	public List<Replay> list() {
		return this.replays.latest(ReplayBeginWrite.MOST_REMEMBERED);
	}

	private <T> T await(Write write, CompletableFuture<T> result) {
		if (!this.writer.offer(write)) {
			throw new StoreUnavailableException("Too much is waiting to be stored", null);
		}
		try {
			return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new StoreUnavailableException("The store failed", ex.getCause());
		}
		catch (TimeoutException ex) {
			// What is still in the queue is not written for nobody.
			result.cancel(false);
			throw new StoreUnavailableException("The store did not answer in time", ex);
		}
		catch (InterruptedException ex) {
			result.cancel(false);
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the store", ex);
		}
	}

}
