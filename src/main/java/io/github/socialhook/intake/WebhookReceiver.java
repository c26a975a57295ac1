package io.github.socialhook.intake;

import java.io.IOException;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.event.reader.EventLabel;
import io.github.socialhook.event.reader.EventScanner;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.signature.VerifiedRequest;
import io.github.socialhook.signature.VerifiedRequestReceiver;
import io.github.socialhook.signature.WebhookResponses;
import jakarta.servlet.http.HttpServletResponse;

/** Stores verified requests and acknowledges each once it is stored. */
final class WebhookReceiver implements VerifiedRequestReceiver {

	private final EventScanner scanner = new EventScanner();

	private final Inbox inbox;

	private final RequestListener listener;

	WebhookReceiver(Inbox inbox, RequestListener listener) {
		this.inbox = inbox;
		this.listener = listener;
	}

	@Override
	public void receive(VerifiedRequest request, HttpServletResponse response) throws IOException {
		Receipt receipt = this.inbox.put(deliveryOf(request));
		this.listener.answered(request.endpoint(), outcomeOf(receipt), request.elapsed());
		switch (receipt) {
			case Receipt.Stored stored -> WebhookResponses.acknowledge(response);
			case Receipt.Duplicate duplicate -> WebhookResponses.acknowledge(response);
			case Receipt.Unavailable unavailable -> WebhookResponses.unavailable(response);
		}
	}

	private Delivery deliveryOf(VerifiedRequest request) {
		EventLabel label = this.scanner.scan(request.payload().bytes());
		EventName event = (label.name() != null) ? new EventName(label.name()) : null;
		String kind = label.subjectKind();
		String id = label.subjectId();
		Subject subject = (kind != null && id != null) ? new Subject(kind, id) : null;
		return new Delivery(request.endpoint(), event, subject, request.payload(), request.receivedAt());
	}

	private static RequestOutcome outcomeOf(Receipt receipt) {
		return switch (receipt) {
			case Receipt.Stored stored -> RequestOutcome.STORED;
			case Receipt.Duplicate duplicate -> RequestOutcome.DUPLICATE;
			case Receipt.Unavailable unavailable -> RequestOutcome.UNAVAILABLE;
		};
	}

}
