package io.github.socialhook.store.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriteKind;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** Writes what became of claimed work. */
final class SettleWrite implements Write {

	private final Settlement settlement;

	private final InstantSource clock;

	private final LocalHandoff handoff;

	private final SettleKinds kinds;

	private final boolean plainSuccess;

	private final Consumer<@Nullable DeliveryState> done;

	private AttemptRows.Detail detail = AttemptRows.Detail.FULL;

	private @Nullable DeliveryState state;

	SettleWrite(Settlement settlement, InstantSource clock, LocalHandoff handoff, SettleKinds kinds,
			Consumer<@Nullable DeliveryState> done) {
		this.kinds = kinds;
		this.plainSuccess = isPlainSuccess(settlement);
		this.settlement = settlement;
		this.clock = clock;
		this.handoff = handoff;
		this.done = done;
	}

	DeliveryId id() {
		return this.settlement.claim().id();
	}

	/** Whether it is the usual case: every handler returned at the first attempt. */
	boolean isPlainSuccess() {
		return this.plainSuccess;
	}

	private static boolean isPlainSuccess(Settlement settlement) {
		return settlement instanceof Settlement.Attempted attempted && attempted.claim().handler() == null
				&& !attempted.claim().isAgain() && attempted.running().isEmpty()
				&& attempted.attempts().stream().allMatch((attempt) -> attempt.outcome() instanceof Outcome.Handled);
	}

	@Override
	public WriteKind kind() {
		return this.plainSuccess ? this.kinds.successes() : this.kinds.others();
	}

	/** Writes many plain successes at once. */
	static void applyAll(List<SettleWrite> writes, QueueDialect dialect, WriterConnection connection)
			throws SQLException {
		List<Success> successes = new ArrayList<>(writes.size());
		Instant now = writes.getFirst().clock.instant();
		for (SettleWrite write : writes) {
			Settlement.Attempted attempted = (Settlement.Attempted) write.settlement;
			successes.add(new Success(attempted.claim(), attempted.attempts().size(), now));
		}
		Set<DeliveryId> settled = dialect.settle(connection, successes);
		for (SettleWrite write : writes) {
			write.state = settled.contains(write.id()) ? DeliveryState.HANDLED : null;
		}
	}

	@Override
	public boolean isDeferrable() {
		return this.plainSuccess;
	}

	@Override
	public int weight() {
		return this.plainSuccess ? 1 : Write.super.weight();
	}

	@Override
	public void apply(WriterConnection connection) throws SQLException {
		Rows rows = new Rows(connection, this.kinds.dialect(), this.detail);
		this.state = switch (this.settlement) {
			case Settlement.Attempted(Claim claim, List<Attempt> attempts, Set<String> running) ->
				(claim.handler() != null) ? settleOne(rows, claim, attempts.getFirst())
						: settleAll(rows, claim, attempts, running);
			case Settlement.Unhandled(Claim claim) -> end(rows, claim, DeliveryState.UNHANDLED);
			case Settlement.Unreadable(Claim claim, Failure failure) -> endUnreadable(rows, claim, failure);
			case Settlement.Released(Claim claim) -> release(connection, rows, claim);
			case Settlement.Postponed(Claim claim, Instant until) -> postpone(rows, claim, until);
			case Settlement.Interrupted(Claim claim) -> interrupt(connection, rows, claim);
			case Settlement.Separated(Claim claim, Set<String> handlers) -> separate(connection, rows, claim, handlers);
		};
	}

	private @Nullable DeliveryState settleAll(Rows rows, Claim claim, List<Attempt> attempts, Set<String> running)
			throws SQLException {
		Set<DeliveryState> states = attempts.stream()
			.map((attempt) -> TaskRows.stateOf(attempt.outcome()))
			.collect(Collectors.toSet());
		if (!running.isEmpty()) {
			states.add(DeliveryState.PENDING);
		}
		DeliveryState overall = TaskRows.overall(states);
		if (!rows.deliveries.settle(claim, overall, attempts.size(), handledAt(overall))) {
			return null;
		}
		if (overall != DeliveryState.HANDLED || claim.isAgain()) {
			for (Attempt attempt : attempts) {
				rows.attempts.add(claim.id(), attempt);
			}
		}
		if (overall != DeliveryState.HANDLED) {
			for (Attempt attempt : attempts) {
				rows.tasks.put(claim, attempt, this.clock.instant());
			}
			for (String handler : running) {
				rows.tasks.putRunning(claim, handler, this.clock.instant());
			}
		}
		return overall;
	}

	private @Nullable DeliveryState settleOne(Rows rows, Claim claim, Attempt attempt) throws SQLException {
		if (!rows.tasks.settle(claim, attempt, this.clock.instant())) {
			return null;
		}
		rows.attempts.add(claim.id(), attempt);
		return update(rows, claim.id(), 1);
	}

	private DeliveryState update(Rows rows, DeliveryId id, int attempts) throws SQLException {
		// Two nodes that settle its last two handlers must not both find one unsettled.
		this.kinds.dialect().hold(rows.connection, id);
		DeliveryState overall = TaskRows.overall(rows.tasks.states(id));
		rows.deliveries.updateState(id, overall, attempts, handledAt(overall));
		return overall;
	}

	private static @Nullable DeliveryState end(Rows rows, Claim claim, DeliveryState state) throws SQLException {
		return rows.deliveries.settle(claim, state, 0, null) ? state : null;
	}

	private @Nullable DeliveryState endUnreadable(Rows rows, Claim claim, Failure failure) throws SQLException {
		DeliveryState ended = end(rows, claim, DeliveryState.UNREADABLE);
		if (ended != null) {
			rows.attempts.addUnreadable(claim.id(), failure, this.clock.instant());
		}
		return ended;
	}

	private @Nullable DeliveryState release(WriterConnection connection, Rows rows, Claim claim) throws SQLException {
		noteDue(connection);
		return postpone(rows, claim, this.clock.instant());
	}

	private void noteDue(WriterConnection connection) {
		this.handoff.storeHasDue();
		connection.noteDue();
	}

	private @Nullable DeliveryState interrupt(WriterConnection connection, Rows rows, Claim claim) throws SQLException {
		noteDue(connection);
		return rows.tasks.interrupt(claim, this.clock.instant()) ? TaskRows.overall(rows.tasks.states(claim.id()))
				: null;
	}

	private @Nullable DeliveryState separate(WriterConnection connection, Rows rows, Claim claim, Set<String> handlers)
			throws SQLException {
		noteDue(connection);
		if (!rows.deliveries.settle(claim, DeliveryState.PENDING, 0, null)) {
			return null;
		}
		for (String handler : handlers) {
			rows.tasks.putWaiting(claim, handler, this.clock.instant());
		}
		return DeliveryState.PENDING;
	}

	private @Nullable DeliveryState postpone(Rows rows, Claim claim, Instant until) throws SQLException {
		if (claim.handler() != null) {
			return rows.tasks.release(claim, until, this.clock.instant())
					? TaskRows.overall(rows.tasks.states(claim.id())) : null;
		}
		return rows.deliveries.release(claim, until, this.clock.instant()) ? DeliveryState.PENDING : null;
	}

	private @Nullable Instant handledAt(DeliveryState state) {
		return (state == DeliveryState.HANDLED) ? this.clock.instant() : null;
	}

	@Override
	public void committed() {
		if (this.settlement instanceof Settlement.Attempted attempted) {
			for (Attempt attempt : attempted.attempts()) {
				if (attempt.outcome() instanceof Outcome.Retry retry) {
					Duration wait = Duration.between(this.clock.instant(), retry.dueAt());
					this.handoff.lookWithin(wait.isNegative() ? Duration.ZERO : wait);
				}
			}
		}
		this.done.accept(this.state);
	}

	@Override
	public void failed(Exception cause) {
		this.done.accept(null);
	}

	/**
	 * What handlers have done stands, even if nothing of what they said can be stored.
	 */
	@Override
	public boolean simplify() {
		if (this.plainSuccess || this.detail == AttemptRows.Detail.NO_ROW) {
			return false;
		}
		this.detail = (this.detail == AttemptRows.Detail.FULL) ? AttemptRows.Detail.NO_TEXT : AttemptRows.Detail.NO_ROW;
		return true;
	}

	@Override
	public boolean isWorthRepeating() {
		return this.clock.instant().isBefore(this.settlement.claim().leasedUntil());
	}

	/** The tables that a settlement touches. */
	private record Rows(WriterConnection connection, DeliveryRows deliveries, TaskRows tasks, AttemptRows attempts) {

		Rows(WriterConnection connection, QueueDialect dialect, AttemptRows.Detail detail) {
			this(connection, new DeliveryRows(connection, dialect), new TaskRows(connection, dialect),
					new AttemptRows(connection, detail));
		}

	}

}
