package io.github.socialhook.console.pages;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.socialhook.console.operation.BodyDownload;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.operation.UnhandledReason;
import io.github.socialhook.console.operation.WaitReasons;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.console.view.BodyText;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.Redirect;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.redaction.Redaction;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriUtils;

/** Shows one delivery, and replays it. */
@Controller
@RequestMapping("/deliveries/{id}")
final class DeliveryController {

	private final PageRenderer renderer;

	private final Ledger ledger;

	private final HandlerDirectory handlers;

	private final ReplayActions actions;

	private final WaitReasons waits;

	private final Endpoints endpoints;

	private final Redaction redaction;

	private final InstantSource clock;

	DeliveryController(PageRenderer renderer, Ledger ledger, HandlerDirectory handlers, ReplayActions actions,
			WaitReasons waits, Endpoints endpoints, Redaction redaction, InstantSource clock) {
		this.renderer = renderer;
		this.ledger = ledger;
		this.handlers = handlers;
		this.actions = actions;
		this.waits = waits;
		this.endpoints = endpoints;
		this.redaction = redaction;
		this.clock = clock;
	}

	@GetMapping
	View show(@PathVariable String id, @RequestParam(defaultValue = "") String notice, HttpServletRequest request) {
		DeliveryId known = ReplayActions.idOf(id);
		DeliveryDetails details = this.ledger.details(known).orElseThrow(ReplayActions::noSuchDelivery);
		Optional<Delivery> delivery = this.ledger.delivery(known);
		Instant now = this.clock.instant();
		Set<String> takers = delivery.map(this.handlers::takersOf).orElse(Set.of());
		List<HandlerHistory> histories = HandlerHistory.of(details, takers, now);
		Page page = new Page(this.renderer, "delivery").with("delivery", DeliveryRow.of(details.summary(), now))
			.with("reason", UnhandledReason.of(details, takers))
			.with("handlers", histories)
			.with("waits", this.waits.of(details, takers).stream().map((wait) -> WaitText.of(wait, now)).toList())
			.with("notice", switch (notice) {
				case "replayed" -> "The delivery is due again.";
				case "discarded" -> "The delivery is discarded. It can still be replayed.";
				case "tested" ->
					"The test event was signed, came through the public port, and was stored. Below is what became of it.";
				case "waiting" -> "The delivery was already waiting or being handled.";
				default -> null;
			});
		if (delivery.isEmpty()) {
			return page.with("masked", false);
		}
		byte[] body = this.redaction.mask(delivery.get().payload().bytes());
		return page.with("body", BodyText.of(body))
			.with("masked", !Arrays.equals(body, delivery.get().payload().bytes()))
			.with("curl", ShellCommands.curl(body, path(delivery.get())))
			.with("pull",
					histories.stream().anyMatch(HandlerHistory::failed) ? ShellCommands.pull(known, request) : null);
	}

	private String path(Delivery delivery) {
		return this.endpoints.all()
			.stream()
			.filter((endpoint) -> endpoint.name().equals(delivery.endpoint()))
			.map(Endpoint::path)
			.findFirst()
			.orElse("/webhooks/" + delivery.endpoint());
	}

	@GetMapping("/body")
	ResponseEntity<byte[]> body(@PathVariable String id) {
		DeliveryId known = ReplayActions.idOf(id);
		return BodyDownload.of(known, ReplayActions.find(this.ledger, known).payload().bytes(), this.redaction);
	}

	/** The form sends {@code includeHandled} to run those again that have succeeded. */
	@PostMapping("/replay")
	View replay(@PathVariable String id, @RequestParam(defaultValue = "") String handler,
			@RequestParam(defaultValue = "false") boolean includeHandled) {
		DeliveryId known = ReplayActions.idOf(id);
		Replayer.Result replay = this.actions.replay(CurrentUser.name(), known, handler.isEmpty() ? null : handler,
				includeHandled);
		return new Redirect("/deliveries/" + UriUtils.encode(known.value(), StandardCharsets.UTF_8) + "?notice="
				+ (replay.replayed() ? "replayed" : "waiting"));
	}

}
