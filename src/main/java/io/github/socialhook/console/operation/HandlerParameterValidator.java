package io.github.socialhook.console.operation;

import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;

/** Validates the parameter that names a handler. */
public final class HandlerParameterValidator {

	private final HandlerDirectory handlers;

	private final Ledger ledger;

	/**
	 * Creates a validator.
	 * @param handlers the handlers of this node
	 * @param ledger the store, which may know others
	 */
	public HandlerParameterValidator(HandlerDirectory handlers, Ledger ledger) {
		this.handlers = handlers;
		this.ledger = ledger;
	}

	/**
	 * Returns the filter if its handler exists on this node, or if the store knows it
	 * from another node or an earlier version.
	 * @param filter any filter
	 * @return the same
	 * @throws ProblemException if its handler is unknown
	 */
	public DeliveryFilter validate(DeliveryFilter filter) {
		String handler = filter.handler();
		if (handler != null && this.handlers.statusOf(handler).isEmpty() && !this.ledger.knows(handler)) {
			throw ProblemException.badParameter("handler",
					"There is no such handler, and no delivery is stored for " + "one.");
		}
		return filter;
	}

}
