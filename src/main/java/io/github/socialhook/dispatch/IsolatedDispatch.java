package io.github.socialhook.dispatch;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.dispatch.queue.ClaimRouter;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.WorkQueue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Handles what processes have died of, one delivery at a time and with nothing else
 * beside it, so that only the one that kills is blamed. Used by the dispatcher's thread.
 */
final class IsolatedDispatch {

	private static final Log logger = LogFactory.getLog(IsolatedDispatch.class);

	/** After so many in a row all others get their turn. */
	private static final int MOST_IN_A_ROW = 8;

	private final WorkQueue queue;

	private final InFlightLimit inFlight;

	private final ClaimRouter router;

	/** At the start the store is looked into before anything else begins. */
	private boolean starting = true;

	private int inARow;

	/** Whether one is being handled. */
	private boolean busy;

	IsolatedDispatch(WorkQueue queue, InFlightLimit inFlight, ClaimRouter router) {
		this.queue = queue;
		this.inFlight = inFlight;
		this.router = router;
	}

	/** Whether nothing else may begin now. */
	boolean isDue() {
		return this.busy || this.starting || (this.queue.hasIsolated() && this.inARow < MOST_IN_A_ROW);
	}

	/** All others have their turn. */
	void others() {
		this.inARow = 0;
	}

	/** Waits until nothing is handled, and begins with the next. */
	void dispatch(Duration timeout) throws InterruptedException {
		if (!this.inFlight.awaitIdle(timeout)) {
			return;
		}
		this.busy = false;
		this.starting = false;
		if (this.inARow == MOST_IN_A_ROW) {
			return;
		}
		Claim claim = this.queue.takeIsolated();
		if (claim != null) {
			this.busy = true;
			this.inARow++;
			logger.warn("Delivery " + claim.id() + " was held by " + claim.deaths()
					+ " processes that ended meanwhile, so it is handled with nothing else beside it");
			this.inFlight.add(List.of(claim));
			this.router.route(List.of(claim));
		}
	}

}
