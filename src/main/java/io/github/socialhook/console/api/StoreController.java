package io.github.socialhook.console.api;

import java.io.IOException;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.inbox.EmbeddedStore;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the state of the store of this node, also while the database is unavailable, and
 * copies it.
 */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/store")
final class StoreController {

	private static final Log logger = LogFactory.getLog(StoreController.class);

	private final Inbox inbox;

	private final @Nullable EmbeddedStore store;

	private final ObjectProvider<Inbox.SalvageReport> salvages;

	private final AuditLog audit;

	StoreController(Inbox inbox, @Nullable EmbeddedStore store, ObjectProvider<Inbox.SalvageReport> salvages,
			AuditLog audit) {
		this.audit = audit;
		this.inbox = inbox;
		this.store = store;
		this.salvages = salvages;
	}

	@GetMapping
	StoreStatus show() {
		return new StoreStatus(this.inbox.spilled(), this.inbox.lastOutage().orElse(null), salvage());
	}

	private Inbox.@Nullable Salvage salvage() {
		return this.salvages.stream().flatMap((report) -> report.lastSalvage().stream()).findFirst().orElse(null);
	}

	@PostMapping("/backup")
	Backup backup() {
		if (this.store == null) {
			throw ProblemException.of(HttpStatus.NOT_FOUND,
					"Only a SQLite store is copied by Socialhook. Use the tools of the database, such as pg_dump.");
		}
		try {
			EmbeddedStore.Copy copy = this.store.copy()
				.orElseThrow(() -> ProblemException.of(HttpStatus.CONFLICT,
						"A backup is being written already. Wait until that call has ended."));
			logger.info("User '" + CurrentUser.name() + "' has copied the store to " + copy.file());
			this.audit.record(CurrentUser.name(), AuditAction.BACKUP, copy.file(), null);
			return new Backup(copy.file(), copy.bytes(), copy.took().toMillis() / 1000.0);
		}
		catch (IOException ex) {
			logger.warn("The store could not be copied: " + ex.getMessage());
			throw ProblemException.of(HttpStatus.INTERNAL_SERVER_ERROR,
					"The copy could not be written: " + ex.getMessage());
		}
	}

	/**
	 * A copy of the store.
	 *
	 * @param file where it is
	 * @param bytes its size
	 * @param seconds how long it took
	 */
	record Backup(String file, long bytes, double seconds) implements ApiResponse {

	}

	/**
	 * What this node knows without asking the database.
	 *
	 * @param spilled the number of deliveries that are stored beside the database,
	 * because it was away
	 * @param outage the latest outage of the database; null if there was none since the
	 * start
	 * @param salvage the latest damaged file; null if there is none
	 */
	record StoreStatus(long spilled, @Nullable Outage outage, Inbox.@Nullable Salvage salvage) implements ApiResponse {

	}

}
