package io.github.socialhook.dispatch.queue;

import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Gives up deliveries that one process after another has died of. */
final class LethalDeliveries {

	private static final Log logger = LogFactory.getLog(LethalDeliveries.class);

	private static final String TYPE = "ProcessDeath";

	private final ClaimSettler settler;

	private final int maxDeaths;

	LethalDeliveries(ClaimSettler settler, int maxDeaths) {
		this.settler = settler;
		this.maxDeaths = maxDeaths;
	}

	/**
	 * Gives up a claim without looking at its body.
	 * @return true
	 */
	boolean giveUp(Claim claim) {
		String handler = claim.handler();
		// Of the first death it is not known whether the handler had begun.
		String message = "Its process died " + times(this.maxDeaths) + " while "
				+ ((handler != null) ? "handler " + handler + " handled it" : "its body was read");
		logger.error("Delivery " + claim.id() + " is given up: " + Character.toLowerCase(message.charAt(0))
				+ message.substring(1));
		Failure failure = new Failure(TYPE, message, "");
		if (handler != null) {
			this.settler.settle(claim, handler, new Outcome.Dead(failure));
		}
		else {
			this.settler.settle(new Settlement.Unreadable(claim, failure));
		}
		return true;
	}

	private static String times(int number) {
		return switch (number) {
			case 2 -> "twice";
			case 3 -> "three times";
			default -> number + " times";
		};
	}

}
