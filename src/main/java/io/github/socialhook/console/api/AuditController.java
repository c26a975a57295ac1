package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.Set;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditEntry;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.security.ApiSecurity;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what users have done. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/audit")
final class AuditController {

	private final AuditLog audit;

	AuditController(AuditLog audit) {
		this.audit = audit;
	}

	@GetMapping
	ListResponse<AuditListItem> list(@RequestParam MultiValueMap<String, String> query) {
		int limit = Parameters.of(query, Set.of("limit")).limit();
		return ListResponse.of(this.audit.latest(limit).stream().map(AuditListItem::of).toList());
	}

	/**
	 * Something that a user did.
	 *
	 * @param at when
	 * @param user the name of the user
	 * @param action what the user did
	 * @param target to what
	 * @param deliveries how many deliveries were meant; null where that says nothing
	 */
	record AuditListItem(Instant at, String user, AuditAction action, String target, @Nullable Long deliveries) {

		private static AuditListItem of(AuditEntry entry) {
			return new AuditListItem(entry.at(), entry.user(), entry.action(), entry.target(), entry.number());
		}

	}

}
