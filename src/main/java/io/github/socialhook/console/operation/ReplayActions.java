package io.github.socialhook.console.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** Replays deliveries for a user, and records who did. */
public final class ReplayActions {

	private static final Log logger = LogFactory.getLog(ReplayActions.class);

	/** So that whoever asks need not wait, however many there are. */
	private static final Duration LONGEST_COUNT = Duration.ofMillis(150);

	private final Ledger ledger;

	private final Replayer replayer;

	private final Replayer.@Nullable Log log;

	private final InstantSource clock;

	private final AuditLog audit;

	private final HandlerDirectory handlers;

	private final HandlerParameterValidator validator;

	/**
	 * Creates the actions.
	 * @param ledger the store
	 * @param replayer what makes deliveries due again
	 * @param log what hands over again what is in the log; null if there is none
	 * @param handlers the handlers of this node
	 * @param audit where it is recorded
	 * @param clock what time it is
	 */
	public ReplayActions(Ledger ledger, Replayer replayer, Replayer.@Nullable Log log, HandlerDirectory handlers,
			AuditLog audit, InstantSource clock) {
		this.clock = clock;
		this.log = log;
		this.audit = audit;
		this.ledger = ledger;
		this.replayer = replayer;
		this.handlers = handlers;
		this.validator = new HandlerParameterValidator(handlers, ledger);
	}

	/**
	 * Returns the id of a delivery.
	 * @param text any text
	 * @return an id
	 * @throws ProblemException if it cannot be an id
	 */
	public static DeliveryId idOf(String text) {
		try {
			return new DeliveryId(text);
		}
		catch (IllegalArgumentException ex) {
			throw noSuchDelivery();
		}
	}

	/**
	 * A problem for a delivery that does not exist.
	 * @return an exception to throw
	 */
	public static ProblemException noSuchDelivery() {
		return ProblemException.of(HttpStatus.NOT_FOUND,
				"There is no such delivery. It may have been deleted because of its age.");
	}

	/**
	 * Looks up what arrived.
	 * @param ledger the store
	 * @param id the id of the delivery
	 * @return the delivery with its body
	 * @throws ProblemException if it is not there, or its body is not
	 */
	public static Delivery find(Ledger ledger, DeliveryId id) {
		return ledger.delivery(id)
			.orElseThrow(() -> ledger.details(id).isEmpty() ? noSuchDelivery() : ProblemException
				.of(HttpStatus.NOT_FOUND, "Kafka has deleted the body of this delivery because of its age."));
	}

	/**
	 * Replays one delivery.
	 * @param user who asks for it
	 * @param id the id of the delivery
	 * @param handler the only handler that is to get it; null for all that take it
	 * @param includeHandled whether handlers that have succeeded get it again as well
	 * @return what became of it
	 */
	public Replayer.Result replay(String user, DeliveryId id, @Nullable String handler, boolean includeHandled) {
		Delivery delivery = find(this.ledger, id);
		Set<String> takers = this.handlers.takersOf(delivery);
		if (handler != null && !takers.contains(handler)) {
			throw ProblemException.badParameter("handler", "There is no such handler, or it does not take this event.");
		}
		Replayer.Result replay = replay(id, handler, takers, includeHandled);
		if (!takers.isEmpty() && replay.leftOut().containsAll(takers)) {
			throw ProblemException.of(HttpStatus.CONFLICT,
					"Nothing was replayed, because every handler of this delivery has succeeded: "
							+ Parameters.names(replay.leftOut()) + ". To run them again, add includeHandled=true, or "
							+ "name one of them with 'handler'.");
		}
		if (replay.replayed()) {
			logger.info(
					"User '" + user + "' replays delivery " + id + ((handler != null) ? " to handler " + handler : ""));
			this.audit.record(user, AuditAction.REPLAY_DELIVERY, id.value(), null);
		}
		return replay;
	}

	private Replayer.Result replay(DeliveryId id, @Nullable String handler, Set<String> takers,
			boolean includeHandled) {
		if (handler != null) {
			return Replayer.Result.ofAll(this.replayer.replay(id, handler), Set.of(handler));
		}
		return includeHandled ? Replayer.Result.ofAll(this.replayer.replay(id, null), takers)
				: this.replayer.replayUnhandled(id, takers);
	}

	/**
	 * Counts what a replay would reach, as far as that is soon done.
	 * @param filter which deliveries
	 * @return how many there are at least
	 */
	public Ledger.Count count(DeliveryFilter filter) {
		return this.ledger.count(requireSelection(filter), LONGEST_COUNT);
	}

	/**
	 * Begins to replay all deliveries that match a filter.
	 * @param user who asks for it
	 * @param filter which deliveries
	 * @param includeHandled whether handlers that have succeeded get them again as well
	 * @param paced whether to stop after one, five and fifty until these are handled
	 * @return the replay
	 */
	public Replay begin(String user, DeliveryFilter filter, boolean includeHandled, boolean paced) {
		Replay replay = this.replayer.begin(user, requireSelection(filter), includeHandled, paced);
		logger
			.info("User '" + replay.user() + "' replays " + replay.matched() + " deliveries as replay " + replay.id());
		this.audit.record(user, AuditAction.REPLAY, replay.id(), replay.matched());
		return replay;
	}

	/**
	 * Tells whether there is a log to replay from.
	 * @return true if what it has of a range of time can be replayed
	 */
	public boolean hasLog() {
		return this.log != null;
	}

	/**
	 * Counts what the log has of a range of time.
	 * @param filter the range, and perhaps a handler
	 * @return what there is
	 */
	public Replayer.Log.Range findInLog(DeliveryFilter filter) {
		Instant from = filter.from();
		Instant to = end(filter);
		Replayer.Log present = requireLog();
		this.validator.validate(filter);
		if (from == null) {
			throw ProblemException.badParameter("from", "It is required for a replay from the log.");
		}
		if (!from.isBefore(to)) {
			throw ProblemException.badParameter("from", "It must be before 'to', which is now if it is absent.");
		}
		Replayer.Log.Range range = present.find(from, to);
		if (range.number() == 0 && range.deletedBefore() != null) {
			throw ProblemException.badParameter("to",
					"Kafka has deleted all records of this range: it has those since " + range.deletedBefore() + ".");
		}
		return range;
	}

	/**
	 * Begins to replay what the log has of a range of time.
	 * @param user who asks for it
	 * @param filter the range, and perhaps a handler, which were found to be valid
	 * @return the replay
	 */
	public Replay beginFromLog(String user, DeliveryFilter filter) {
		Instant from = Objects.requireNonNull(filter.from());
		Replay replay = requireLog().begin(user, from, end(filter), filter.handler());
		logger.info("User '" + replay.user() + "' replays " + replay.matched() + " records as replay " + replay.id());
		this.audit.record(user, AuditAction.REPLAY, replay.id(), replay.matched());
		return replay;
	}

	private Instant end(DeliveryFilter filter) {
		Instant to = filter.to();
		return (to != null) ? to : this.clock.instant();
	}

	private Replayer.Log requireLog() {
		Replayer.Log present = this.log;
		if (present == null) {
			throw ProblemException.of(HttpStatus.CONFLICT,
					"This instance has no log to replay from: socialhook.store is not 'kafka', or it runs no handlers.");
		}
		return present;
	}

	private DeliveryFilter requireSelection(DeliveryFilter filter) {
		if (this.validator.validate(filter).equals(DeliveryFilter.ALL)) {
			throw ProblemException.of(HttpStatus.BAD_REQUEST,
					"Select deliveries with at least one of " + Parameters.names(Parameters.FILTER) + ".");
		}
		return filter;
	}

	/**
	 * Cancels a replay.
	 * @param user who asks for it
	 * @param id the id of the replay
	 */
	public void cancel(String user, String id) {
		if (!this.replayer.cancel(id)) {
			throw ProblemException.of(HttpStatus.NOT_FOUND, "There is no such replay. It may have ended long ago.");
		}
		logger.info("User '" + user + "' cancels replay " + id);
		this.audit.record(user, AuditAction.CANCEL_REPLAY, id, null);
	}

}
