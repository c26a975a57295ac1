package io.github.socialhook.console.api;

import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the state of the store of this node, also while the database is unavailable. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/store")
final class StoreController {

	private final Inbox inbox;

	StoreController(Inbox inbox) {
		this.inbox = inbox;
	}

	@GetMapping
	StoreStatus show() {
		return new StoreStatus(this.inbox.spilled(), this.inbox.lastOutage().orElse(null));
	}

	/**
	 * What this node knows without asking the database.
	 *
	 * @param spilled the number of deliveries that are stored beside the database,
	 * because it was away
	 * @param outage the latest outage of the database; null if there was none since the
	 * start
	 */
	record StoreStatus(long spilled, @Nullable Outage outage) implements ApiResponse {

	}

}
