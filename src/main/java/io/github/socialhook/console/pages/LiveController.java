package io.github.socialhook.console.pages;

import java.io.IOException;
import java.time.Duration;

import io.github.socialhook.console.operation.ChangeWatch;
import io.github.socialhook.console.operation.ProblemException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells browsers that something they show has changed, as Server-Sent Events. */
@Controller
final class LiveController {

	private static final Log logger = LogFactory.getLog(LiveController.class);

	/** Then the browser asks again, and has to be logged in still. */
	private static final Duration LONGEST = Duration.ofMinutes(5);

	private final ChangeWatch watch;

	LiveController(ChangeWatch watch) {
		this.watch = watch;
	}

	@GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter listen() {
		SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
		Subscription subscription = new Subscription(emitter, this.watch);
		if (!this.watch.add(subscription)) {
			throw ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE,
					"Too many pages are open. This one is refreshed less often.");
		}
		emitter.onTimeout(emitter::complete);
		emitter.onCompletion(() -> this.watch.remove(subscription));
		emitter.onError((failure) -> this.watch.remove(subscription));
		return emitter;
	}

	/** A browser that listens. */
	private static final class Subscription implements ChangeWatch.Listener {

		private final SseEmitter emitter;

		private final ChangeWatch watch;

		private Subscription(SseEmitter emitter, ChangeWatch watch) {
			this.emitter = emitter;
			this.watch = watch;
		}

		/** A comment keeps the connection open, and finds out that it is not. */
		@Override
		public void looked(boolean changed) {
			try {
				this.emitter.send(changed ? SseEmitter.event().name("changed").data("")
						: SseEmitter.event().comment("unchanged"));
			}
			catch (IOException | IllegalStateException ex) {
				logger.debug("A browser has disconnected", ex);
				this.watch.remove(this);
			}
		}

		@Override
		public void stopped() {
			this.emitter.complete();
		}

	}

}
