package io.github.socialhook.console.operation;

import java.time.Duration;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** Discards dead letters for a user, and records who did. */
public final class DiscardActions {

	private static final Log logger = LogFactory.getLog(DiscardActions.class);

	/** So that whoever asks need not wait, however many there are. */
	private static final Duration LONGEST_COUNT = Duration.ofMillis(150);

	private final Ledger ledger;

	private final Replayer replayer;

	private final AuditLog audit;

	private final HandlerParameterValidator validator;

	/**
	 * Creates the actions.
	 * @param ledger the store
	 * @param replayer what discards
	 * @param handlers the handlers of this node
	 * @param audit where it is recorded
	 */
	public DiscardActions(Ledger ledger, Replayer replayer, HandlerDirectory handlers, AuditLog audit) {
		this.ledger = ledger;
		this.replayer = replayer;
		this.audit = audit;
		this.validator = new HandlerParameterValidator(handlers, ledger);
	}

	/**
	 * Discards what has failed for good of one delivery.
	 * @param user who asks for it
	 * @param id the id of the delivery
	 * @param handler the only handler of which it is discarded; null for all that failed
	 */
	public void discard(String user, DeliveryId id, @Nullable String handler) {
		if (this.ledger.details(id).isEmpty()) {
			throw ReplayActions.noSuchDelivery();
		}
		if (!this.replayer.discard(id, handler)) {
			throw ProblemException.of(HttpStatus.CONFLICT,
					"Nothing was discarded, because no handler has failed this delivery for good.");
		}
		logger
			.info("User '" + user + "' discards delivery " + id + ((handler != null) ? " of handler " + handler : ""));
		this.audit.record(user, AuditAction.DISCARD_DELIVERY, id.value(), null);
	}

	/**
	 * Counts what would be discarded, as far as that is soon done.
	 * @param filter which dead letters
	 * @return how many there are at least
	 */
	public Ledger.Count count(DeliveryFilter filter) {
		return this.ledger.count(deadLetters(filter), LONGEST_COUNT);
	}

	/**
	 * Begins to discard all dead letters that match a filter.
	 * @param user who asks for it
	 * @param filter which dead letters
	 * @return what is begun
	 */
	public Replay begin(String user, DeliveryFilter filter) {
		Replay discard = this.replayer.beginDiscard(user, deadLetters(filter));
		logger.info("User '" + user + "' discards " + discard.matched() + " deliveries as replay " + discard.id());
		this.audit.record(user, AuditAction.DISCARD, discard.id(), discard.matched());
		return discard;
	}

	private DeliveryFilter deadLetters(DeliveryFilter filter) {
		if (this.validator.validate(filter).equals(DeliveryFilter.ALL)) {
			throw ProblemException.of(HttpStatus.BAD_REQUEST,
					"Select dead letters with at least one of " + Parameters.names(Parameters.FILTER) + ".");
		}
		if (filter.state() != null && filter.state() != DeliveryState.DEAD) {
			throw ProblemException.badParameter("state",
					"Only dead letters can be discarded: it must be DEAD, or absent.");
		}
		return filter.inState(DeliveryState.DEAD);
	}

}
