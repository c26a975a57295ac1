package io.github.socialhook.console.pages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.socialhook.console.operation.RecentRejections;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.delivery.Rejection;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** Shows the requests that this instance has rejected, and what to do about them. */
@Controller
final class RejectionPageController {

	private static final int MOST = 200;

	/** A proxy may forward any text as an address. */
	private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.%]{1,60}");

	private final PageRenderer renderer;

	private final RecentRejections rejections;

	private final InstantSource clock;

	RejectionPageController(PageRenderer renderer, RecentRejections rejections, InstantSource clock) {
		this.renderer = renderer;
		this.rejections = rejections;
		this.clock = clock;
	}

	@GetMapping("/rejections")
	View list() {
		Instant now = this.clock.instant();
		List<Row> rows = this.rejections.list(MOST).stream().map((rejection) -> row(rejection, now)).toList();
		return new Page(this.renderer, "rejections").with("rows", rows).with("most", MOST);
	}

	private static Row row(Rejection rejection, Instant now) {
		String address = ADDRESS.matcher(rejection.address()).matches() ? rejection.address() : "?";
		return new Row(Moment.of(rejection.at(), now),
				(rejection.endpoint() != null) ? rejection.endpoint().value() : null,
				rejection.reason().replace('_', ' ').toLowerCase(Locale.ROOT), rejection.cause(),
				Advice.of(rejection.reason()), address,
				(rejection.length() >= 0) ? Figures.size(rejection.length()) : null);
	}

	/**
	 * A rejected request.
	 *
	 * @param at when it was decided
	 * @param endpoint the endpoint it was sent to; null if that is not known
	 * @param reason what was wrong with it
	 * @param cause what probably led to that
	 * @param advice what to do
	 * @param address the address it came from
	 * @param size how large it was; null if that is not known
	 */
	record Row(Moment at, @Nullable String endpoint, String reason, String cause, String advice, String address,
			@Nullable String size) {

	}

}
