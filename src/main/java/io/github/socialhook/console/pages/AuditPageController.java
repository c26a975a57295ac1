package io.github.socialhook.console.pages;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.github.socialhook.audit.AuditEntry;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriUtils;

/** Shows what users have done. */
@Controller
final class AuditPageController {

	private static final int MOST = 200;

	private final PageRenderer renderer;

	private final AuditLog audit;

	private final InstantSource clock;

	AuditPageController(PageRenderer renderer, AuditLog audit, InstantSource clock) {
		this.renderer = renderer;
		this.audit = audit;
		this.clock = clock;
	}

	@GetMapping("/audit")
	View list() {
		Instant now = this.clock.instant();
		List<Row> rows = this.audit.latest(MOST).stream().map((entry) -> Row.of(entry, now)).toList();
		return new Page(this.renderer, "audit").with("rows", rows).with("most", MOST);
	}

	/**
	 * Something that a user did.
	 *
	 * @param at when
	 * @param user the name of the user
	 * @param text what the user did
	 * @param target to what
	 * @param path where that is shown; null if nowhere
	 * @param deliveries how many deliveries were meant; null where that says nothing
	 */
	record Row(Moment at, String user, String text, String target, @Nullable String path, @Nullable String deliveries) {

		private static Row of(AuditEntry entry, Instant now) {
			Long number = entry.number();
			return new Row(Moment.of(entry.at(), now), entry.user(), text(entry), entry.target(), path(entry),
					(number != null) ? Figures.deliveries(number) : null);
		}

		private static String text(AuditEntry entry) {
			return switch (entry.action()) {
				case REPLAY_DELIVERY -> "replayed the delivery";
				case REPLAY -> "began the replay";
				case DISCARD_DELIVERY -> "discarded the delivery";
				case DISCARD -> "began to discard dead letters as";
				case CANCEL_REPLAY -> "cancelled";
				case PAUSE_HANDLER -> "paused the handler";
				case RESUME_HANDLER -> "resumed the handler";
				case TEST_EVENT -> "sent a test event to the endpoint";
				case BACKUP -> "copied the store to";
				case FORGET_SPILL -> "gave up the local spill";
				case LOGIN_FAILED -> "failed to log in from";
			};
		}

		private static @Nullable String path(AuditEntry entry) {
			return switch (entry.action()) {
				case REPLAY_DELIVERY, DISCARD_DELIVERY ->
					"/deliveries/" + UriUtils.encode(entry.target(), StandardCharsets.UTF_8);
				case REPLAY, DISCARD, CANCEL_REPLAY -> "/replays";
				case PAUSE_HANDLER, RESUME_HANDLER -> "/handlers";
				case TEST_EVENT -> "/setup";
				case BACKUP, FORGET_SPILL, LOGIN_FAILED -> null;
			};
		}

	}

}
