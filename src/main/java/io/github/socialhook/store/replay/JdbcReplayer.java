package io.github.socialhook.store.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.GroupWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The face of the store that makes deliveries due again. */
public final class JdbcReplayer implements Replayer {

	public static final int MOST_REMEMBERED = 50;

	/** How many deliveries before another are counted. */
	private static final int MOST_COUNTED = 1_000;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final GroupWriter writer;

	private final LocalHandoff handoff;

	private final QueueDialect dialect;

	private final DeliveryQueries entries;

	private final ReplayTable replays;

	private final ReplayWorker worker;

	private final BodySource bodies;

	private final InstantSource clock;

	public JdbcReplayer(GroupWriter writer, LocalHandoff handoff, QueueDialect dialect, JdbcClient jdbc,
			ReplayWorker worker, BodySource bodies, InstantSource clock) {
		this.bodies = bodies;
		this.writer = writer;
		this.handoff = handoff;
		this.dialect = dialect;
		this.entries = new DeliveryQueries(jdbc, dialect);
		this.replays = new ReplayTable(jdbc);
		this.worker = worker;
		this.clock = clock;
	}

	@Override
	public boolean replay(DeliveryId id, @Nullable String handler) {
		if (RowNumber.find(id).isEmpty() || this.bodies.prepare(List.of(id), handler, true).isEmpty()) {
			return false;
		}
		Instant now = this.clock.instant();
		boolean replayed = this.writer.execute(TIMEOUT, (connection) -> {
			connection.noteDue();
			return new ReplayRows(connection).replay(id, handler, now);
		});
		this.handoff.storeHasDue();
		return replayed;
	}

	@Override
	public Replayer.Result replayUnhandled(DeliveryId id, Set<String> takers) {
		if (RowNumber.find(id).isEmpty() || this.bodies.prepare(List.of(id), null, false).isEmpty()) {
			return Replayer.Result.ofAll(false, takers);
		}
		Instant now = this.clock.instant();
		Replayer.Result replay = this.writer.execute(TIMEOUT, (connection) -> {
			connection.noteDue();
			return new ReplayRows(connection).replayUnhandled(id, takers, now);
		});
		this.handoff.storeHasDue();
		return replay;
	}

	@Override
	public boolean discard(DeliveryId id, @Nullable String handler) {
		return RowNumber.find(id).isPresent() && this.writer.execute(TIMEOUT,
				(connection) -> new DiscardRows(connection, this.dialect).discard(id, handler, null));
	}

	@Override
	public Replay begin(String user, DeliveryFilter filter, boolean includeHandled, boolean paced) {
		return begin(user, Replay.Action.REPLAY, filter, includeHandled, paced);
	}

	@Override
	public Replay beginDiscard(String user, DeliveryFilter filter) {
		return begin(user, Replay.Action.DISCARD, filter, false, false);
	}

	private Replay begin(String user, Replay.Action action, DeliveryFilter filter, boolean includeHandled,
			boolean paced) {
		DeliveryQueries.Matches matches = this.entries.matches(filter);
		Instant now = this.clock.instant();
		// Where nothing is meant, nothing is to be done.
		Instant endedAt = (matches.number() == 0) ? now : null;
		Replay replay = this.writer.execute(TIMEOUT, (connection) -> {
			ReplayRequests rows = new ReplayRequests(connection);
			Replay begun = rows.begin(
					new Replay("", user, action, filter, now, matches.number(), 0, 0, endedAt, false, includeHandled,
							paced, false, false, (action == Replay.Action.REPLAY) ? Replay.Outcomes.NONE : null),
					matches);
			rows.forgetOld(MOST_REMEMBERED);
			return begun;
		});
		this.worker.wake();
		return replay;
	}

	/**
	 * Begins to make deliveries due that are not in the database.
	 * @param user who asks for it
	 * @param filter which they are
	 * @param place where the source of deliveries begins
	 * @param number how many there are
	 * @return what is begun
	 */
	public Replay beginFromSource(String user, DeliveryFilter filter, String place, long number) {
		Instant now = this.clock.instant();
		Replay replay = this.writer.execute(TIMEOUT, (connection) -> {
			ReplayRequests rows = new ReplayRequests(connection);
			Replay begun = rows.begin(
					new Replay("", user, Replay.Action.REPLAY, filter, now, number, 0, 0, (number == 0) ? now : null,
							false, true, false, false, true, Replay.Outcomes.NONE),
					new DeliveryQueries.Matches(number, 1, number));
			rows.placeAt(begun, place);
			rows.forgetOld(MOST_REMEMBERED);
			return begun;
		});
		this.worker.wake();
		return replay;
	}

	@Override
	public boolean cancel(String id) {
		OptionalLong number = RowNumber.find(id);
		if (number.isEmpty()) {
			return false;
		}
		Instant now = this.clock.instant();
		return this.writer.execute(TIMEOUT,
				(connection) -> new ReplayRequests(connection).cancel(number.getAsLong(), now));
	}

	@Override
	public Optional<Replayer.Place> placeOf(DeliveryId id) {
		OptionalLong number = RowNumber.find(id);
		return number.isEmpty() ? Optional.empty()
				: this.replays.open()
					.stream()
					.flatMap((open) -> placeIn(open, number.getAsLong()).stream())
					.findFirst();
	}

	private Optional<Replayer.Place> placeIn(ReplayTable.Open open, long number) {
		Replay replay = open.replay();
		boolean meant = open.place() == null && number > open.position() && number <= open.last()
				&& !this.entries.next(replay.filter(), number - 1, number, 1).ids().isEmpty();
		if (!meant) {
			return Optional.empty();
		}
		DeliveryQueries.Span before = this.entries.next(replay.filter(), open.position(), number - 1, MOST_COUNTED);
		return Optional
			.of(new Replayer.Place(replay.id(), replay.action(), before.ids().size(), before.reached() >= number - 1));
	}

	@Override
	public List<Replay> list() {
		return this.replays.latest(MOST_REMEMBERED);
	}

}
