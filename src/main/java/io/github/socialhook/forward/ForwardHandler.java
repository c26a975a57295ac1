package io.github.socialhook.forward;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.DeliveryHandler;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerStatus;
import io.github.socialhook.handler.RetryLaterException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Sends deliveries on to a target, and fails with what it answers. */
final class ForwardHandler implements DeliveryHandler {

	private static final Log logger = LogFactory.getLog(ForwardHandler.class);

	/** The service says that it will never want anything again. */
	private static final int GONE = 410;

	private final ForwardTarget target;

	private final Supplier<ForwardClient> client;

	private final Supplier<HandlerDirectory> handlers;

	private final InstantSource clock;

	ForwardHandler(ForwardTarget target, Supplier<ForwardClient> client, Supplier<HandlerDirectory> handlers,
			InstantSource clock) {
		this.target = target;
		this.client = client;
		this.handlers = handlers;
		this.clock = clock;
	}

	@Override
	public void handle(DeliveryContext delivery) throws InterruptedException {
		byte[] body = delivery.body();
		Instant now = this.clock.instant();
		Answer answer = send(delivery, body, now);
		if (answer.isSuccess()) {
			return;
		}
		if (answer.status() == GONE) {
			pause();
		}
		String failure = describe(answer);
		Optional<Duration> delay = RetryAfter.parse(answer.retryAfter(), now);
		if (delay.isPresent()) {
			throw new RetryLaterException(delay.get(), failure);
		}
		throw new ForwardFailedException(failure);
	}

	private Answer send(DeliveryContext delivery, byte[] body, Instant now) throws InterruptedException {
		try {
			return this.client.get()
				.post(this.target.url(), DeliveryHeaders.of(delivery, body, this.target, now), body);
		}
		catch (IOException ex) {
			throw new ForwardFailedException(host() + " did not answer: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Nothing is lost: all deliveries wait until someone resumes it, or takes the target
	 * out of the configuration.
	 */
	private void pause() {
		String name = this.target.handlerName();
		HandlerDirectory directory = this.handlers.get();
		if (directory.statusOf(name).map(HandlerStatus::pausedSince).isEmpty()) {
			logger
				.error("Handler " + name + ": the service answers 410 (gone), so it is paused and its deliveries wait; "
						+ "resume it, or remove the target");
			directory.pause(name);
		}
	}

	private String describe(Answer answer) {
		String text = host() + " answered " + answer.status();
		if (answer.isRedirect()) {
			text += "; redirects are not followed, so set the URL that it leads to";
		}
		return answer.excerpt().isEmpty() ? text : text + ": " + answer.excerpt();
	}

	private String host() {
		return this.target.url().getHost();
	}

}
