package io.github.socialhook.console;

import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;

/** Tells a misspelt handler from one of which nothing is to be found. */
final class KnownHandlers {

	private final HandlerDirectory handlers;

	private final Ledger ledger;

	KnownHandlers(HandlerDirectory handlers, Ledger ledger) {
		this.handlers = handlers;
		this.ledger = ledger;
	}

	/**
	 * Returns a filter that names no handler, or one of this node, or one of which
	 * something is stored: of another node, or of an earlier version.
	 */
	DeliveryFilter check(DeliveryFilter filter) {
		String handler = filter.handler();
		if (handler != null && this.handlers.statusOf(handler).isEmpty() && !this.ledger.knows(handler)) {
			throw ProblemException.badParameter("handler", "There is no such handler, and nothing is stored of one.");
		}
		return filter;
	}

}
