package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.Set;

import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Ledger.FailureGroup;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Groups what has failed by its error. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/failures")
final class FailuresController {

	private static final int MOST = 100;

	private final Ledger ledger;

	FailuresController(Ledger ledger) {
		this.ledger = ledger;
	}

	@GetMapping
	ListResponse.Counted<FailureGroupListItem> list() {
		Ledger.Failures failures = this.ledger.failures(MOST, Statistics.LONGEST_COUNT);
		return ListResponse.Counted.of(failures.groups().stream().map(FailureGroupListItem::of).toList(),
				failures.complete());
	}

	/**
	 * A group in the list.
	 *
	 * @param signature names the error
	 * @param deliveries how many deliveries there are
	 * @param dead for how many of their handlers the failure is final
	 * @param retrying for how many of their handlers it is not
	 * @param handlers the handlers that failed
	 * @param firstAt when the first of them failed for the last time
	 * @param lastAt when the last of them did
	 * @param sample the id of one of the deliveries
	 * @param errorType the class of the exception of that delivery
	 * @param errorMessage its message
	 */
	record FailureGroupListItem(String signature, long deliveries, long dead, long retrying, Set<String> handlers,
			Instant firstAt, Instant lastAt, String sample, @Nullable String errorType, @Nullable String errorMessage) {

		private static FailureGroupListItem of(FailureGroup group) {
			Failure error = group.error();
			return new FailureGroupListItem(group.signature(), group.deliveries(), group.dead(), group.retrying(),
					group.handlers(), group.firstAt(), group.lastAt(), group.sample().value(),
					(error != null) ? error.type() : null, (error != null) ? error.message() : null);
		}

	}

}
