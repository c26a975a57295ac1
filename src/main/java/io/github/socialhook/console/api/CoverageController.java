package io.github.socialhook.console.api;

import java.util.List;

import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.handler.HandlerCoverage;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Ledger;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows which events no handler takes, and for which handlers nothing comes. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/coverage")
final class CoverageController {

	private final Ledger ledger;

	private final HandlerDirectory handlers;

	CoverageController(Ledger ledger, HandlerDirectory handlers) {
		this.ledger = ledger;
		this.handlers = handlers;
	}

	@GetMapping
	Coverage show() {
		HandlerCoverage coverage = this.handlers.coverage(this.ledger.events(HandlerCoverage.LATEST));
		List<UnhandledEvent> unhandled = coverage.unhandled()
			.entrySet()
			.stream()
			.map((each) -> new UnhandledEvent(each.getKey(), each.getValue()))
			.toList();
		return new Coverage(HandlerCoverage.LATEST, coverage.events(), coverage.untaken(), unhandled, coverage.idle());
	}

	/**
	 * How events and handlers fit.
	 *
	 * @param latest among how many of the latest deliveries events are looked for
	 * @param events how many events are catalogued
	 * @param untaken the catalogued events that no handler takes
	 * @param unhandled the events that came and that no handler takes
	 * @param idle the handlers of which no event came
	 */
	record Coverage(int latest, int events, List<String> untaken, List<UnhandledEvent> unhandled,
			List<String> idle) implements ApiResponse {

	}

	/**
	 * An event that no handler takes.
	 *
	 * @param event its name as it was sent
	 * @param deliveries how many came
	 */
	record UnhandledEvent(String event, long deliveries) {

	}

}
