package io.github.socialhook.console.pages;

import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.operation.TrafficReports;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.EmbeddedStore;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Spills;
import org.jspecify.annotations.Nullable;

/**
 * What the pages look at.
 *
 * @param ledger what is stored
 * @param inbox where it is stored
 * @param store the file of the store; null if it has none
 * @param statistics the number of deliveries in each state
 * @param traffic what came and was handled
 * @param handlers the handlers of this instance
 * @param spills the local spills of all instances
 */
record Console(Ledger ledger, Inbox inbox, @Nullable EmbeddedStore store, Statistics statistics, TrafficReports traffic,
		HandlerDirectory handlers, Spills spills) {

}
