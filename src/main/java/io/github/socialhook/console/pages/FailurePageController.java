package io.github.socialhook.console.pages;

import java.time.Instant;
import java.time.InstantSource;

import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Ledger.FailureGroup;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** Shows what has failed, grouped by its error. */
@Controller
final class FailurePageController {

	private static final int MOST = 100;

	private final PageRenderer renderer;

	private final Ledger ledger;

	private final InstantSource clock;

	FailurePageController(PageRenderer renderer, Ledger ledger, InstantSource clock) {
		this.renderer = renderer;
		this.ledger = ledger;
		this.clock = clock;
	}

	@GetMapping("/failures")
	View list() {
		Instant now = this.clock.instant();
		Ledger.Failures failures = this.ledger.failures(MOST, Statistics.LONGEST_COUNT);
		boolean complete = failures.complete();
		return new Page(this.renderer, "failures")
			.with("rows", failures.groups().stream().map((group) -> Row.of(group, complete, now)).toList())
			.with("most", MOST)
			.with("complete", complete)
			.with("looked", Figures.count(failures.looked()));
	}

	/**
	 * A group of failures.
	 *
	 * @param signature names the error
	 * @param error what went wrong; null if that was not stored
	 * @param deliveries how many deliveries there are, in words
	 * @param dead for how many of their handlers the failure is final
	 * @param retrying for how many of their handlers it is not
	 * @param handlers the handlers that failed
	 * @param first when the first of them failed
	 * @param last when the last of them did
	 * @param sample the id of one of the deliveries
	 */
	record Row(String signature, @Nullable String error, String deliveries, String dead, String retrying,
			String handlers, Moment first, Moment last, String sample) {

		private static Row of(FailureGroup group, boolean complete, Instant now) {
			String deliveries = Figures.deliveries(group.deliveries());
			return new Row(group.signature(), DeliveryRow.error(group.error()),
					complete ? deliveries : "at least " + deliveries, Figures.count(group.dead(), complete),
					Figures.count(group.retrying(), complete), String.join(", ", group.handlers()),
					Moment.of(group.firstAt(), now), Moment.of(group.lastAt(), now), group.sample().value());
		}

	}

}
