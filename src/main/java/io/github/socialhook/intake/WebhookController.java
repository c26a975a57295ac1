package io.github.socialhook.intake;

import java.io.IOException;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.signature.VerifiedRequest;
import io.github.socialhook.signature.WebhookResponses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/** Stores what is genuine, and says yes only when it is stored. */
final class WebhookController implements HttpRequestHandler {

	private final Labeller labeller;

	private final Inbox inbox;

	private final RequestListener listener;

	WebhookController(Labeller labeller, Inbox inbox, RequestListener listener) {
		this.labeller = labeller;
		this.inbox = inbox;
		this.listener = listener;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		VerifiedRequest verified = VerifiedRequest.of(request);
		Label label = this.labeller.label(verified.payload());
		Receipt receipt = this.inbox.put(new Delivery(verified.endpoint(), label.event(), label.subject(),
				verified.payload(), verified.receivedAt()));
		this.listener.answered(verified.endpoint(), outcomeOf(receipt), verified.elapsed());
		switch (receipt) {
			case Receipt.Stored stored -> WebhookResponses.acknowledge(response);
			case Receipt.Duplicate duplicate -> WebhookResponses.acknowledge(response);
			case Receipt.Unavailable unavailable -> WebhookResponses.unavailable(response);
		}
	}

	private static RequestOutcome outcomeOf(Receipt receipt) {
		return switch (receipt) {
			case Receipt.Stored stored -> RequestOutcome.STORED;
			case Receipt.Duplicate duplicate -> RequestOutcome.DUPLICATE;
			case Receipt.Unavailable unavailable -> RequestOutcome.UNAVAILABLE;
		};
	}

}
