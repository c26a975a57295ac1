package io.github.socialhook.store.kafka.consume;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.store.kafka.LoggedRows;
import io.github.socialhook.store.queue.AttemptRows;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.queue.TaskRows;
import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriteKind;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the database what went wrong with a delivery of the log, and the delivery
 * itself: from then on the handler continues with it there. What is there already is left
 * alone, so that it can be written again.
 */
final class TroubleWrite implements Write {

	private final Settlement settlement;

	private final TroubleTarget target;

	private final BooleanSupplier wanted;

	private final Result result;

	private AttemptRows.Detail detail = AttemptRows.Detail.FULL;

	private @Nullable DeliveryState state;

	/**
	 * Creates a write.
	 * @param settlement what became of a claim of the log
	 * @param target where to write it
	 * @param wanted whether this node is still the one to write it
	 * @param result is told how that ended
	 */
	TroubleWrite(Settlement settlement, TroubleTarget target, BooleanSupplier wanted, Result result) {
		this.settlement = settlement;
		this.target = target;
		this.wanted = wanted;
		this.result = result;
	}

	@Override
	public WriteKind kind() {
		return Troubles.KIND;
	}

	private long number() {
		return RowNumber.of(this.settlement.claim().id());
	}

	@Override
	public void apply(WriterConnection connection) throws SQLException {
		Instant now = this.target.clock().instant();
		DeliveryRows deliveries = new DeliveryRows(connection, this.target.dialect());
		AttemptRows attempts = new AttemptRows(connection, this.detail);
		Claim claim = this.settlement.claim();
		if (this.settlement instanceof Settlement.Unreadable unreadable) {
			LoggedRows.Put put = store(connection, DeliveryState.UNREADABLE);
			if (put == LoggedRows.Put.COMPLETED) {
				deliveries.updateState(claim.id(), DeliveryState.UNREADABLE, 0, null);
			}
			if (put != LoggedRows.Put.KNOWN) {
				attempts.addUnreadable(claim.id(), unreadable.failure(), now);
			}
			this.state = DeliveryState.UNREADABLE;
			return;
		}
		store(connection, DeliveryState.PENDING);
		// Two handlers of it must not both find the state without the other's.
		this.target.dialect().hold(connection, claim.id());
		TaskRows tasks = new TaskRows(connection, this.target.dialect());
		int added = put(tasks, attempts, claim, now);
		DeliveryState overall = TaskRows.overall(tasks.states(claim.id()));
		deliveries.updateState(claim.id(), overall, added, (overall == DeliveryState.HANDLED) ? now : null);
		this.state = overall;
	}

	private LoggedRows.Put store(WriterConnection connection, DeliveryState first) throws SQLException {
		Claim claim = this.settlement.claim();
		LoggedRows.Put put = new LoggedRows(connection).put(claim.id(), claim.delivery(), first);
		if (put == LoggedRows.Put.ADDED) {
			this.target.dialect().count().added(connection.connection(), List.of(number()));
			this.target.index().add(connection, number(), claim.delivery());
		}
		return put;
	}

	/** Returns how many attempts it has added. */
	private int put(TaskRows tasks, AttemptRows attempts, Claim claim, Instant now) throws SQLException {
		if (claim.handler() == null || tasks.contains(claim.id(), claim.handler())) {
			return 0;
		}
		if (this.settlement instanceof Settlement.Attempted attempted) {
			Attempt attempt = attempted.attempts().getFirst();
			tasks.put(claim, attempt, now);
			attempts.add(claim.id(), attempt);
			return 1;
		}
		Instant until = (this.settlement instanceof Settlement.Postponed postponed) ? postponed.until() : now;
		tasks.putPostponed(claim, claim.handler(), until, now);
		return 0;
	}

	@Override
	public void committed() {
		Instant due = switch (this.settlement) {
			case Settlement.Attempted attempted ->
				(attempted.attempts().getFirst().outcome() instanceof Outcome.Retry retry) ? retry.dueAt() : null;
			case Settlement.Postponed postponed -> postponed.until();
			default -> null;
		};
		if (due != null) {
			Duration wait = Duration.between(this.target.clock().instant(), due);
			this.target.handoff().lookWithin(wait.isNegative() ? Duration.ZERO : wait);
		}
		this.result.written(this.state);
	}

	@Override
	public void failed(Exception cause) {
		this.result.failed(cause);
	}

	/** What a handler has done stands, even if nothing of what it said can be stored. */
	@Override
	public boolean simplify() {
		if (this.detail == AttemptRows.Detail.NO_ROW) {
			return false;
		}
		this.detail = (this.detail == AttemptRows.Detail.FULL) ? AttemptRows.Detail.NO_TEXT : AttemptRows.Detail.NO_ROW;
		return true;
	}

	@Override
	public boolean isWorthRepeating() {
		return this.wanted.getAsBoolean();
	}

	/** Is told how a write ended. */
	interface Result {

		/** It is on disk, or was before. */
		void written(@Nullable DeliveryState state);

		/** It is not, and will not be. */
		void failed(Exception cause);

	}

	/** In one order everywhere, so that two nodes rarely wait for each other. */
	private enum Troubles implements WriteKind {

		KIND;

		@Override
		public int order() {
			return 3;
		}

		@Override
		public void apply(List<Write> writes, WriterConnection connection) throws SQLException {
			List<TroubleWrite> sorted = writes.stream()
				.map(TroubleWrite.class::cast)
				.sorted(Comparator.comparingLong(TroubleWrite::number))
				.toList();
			// Before all rows, in the same order on every node.
			sorted.getFirst().target.dialect().count().hold(connection.connection());
			for (TroubleWrite write : sorted) {
				write.apply(connection);
			}
		}

	}

}
