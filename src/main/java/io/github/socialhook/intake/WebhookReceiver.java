package io.github.socialhook.intake;

import java.io.IOException;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.delivery.SubjectResolver;
import io.github.socialhook.event.reader.EventLabel;
import io.github.socialhook.event.reader.EventScanner;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.signature.VerifiedRequest;
import io.github.socialhook.signature.VerifiedRequestReceiver;
import io.github.socialhook.signature.WebhookResponses;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Stores verified requests and acknowledges each once it is stored. */
final class WebhookReceiver implements VerifiedRequestReceiver {

	private static final Log logger = LogFactory.getLog(WebhookReceiver.class);

	private final EventScanner scanner = new EventScanner();

	private final SubjectResolver subjects;

	private final Inbox inbox;

	private final RequestListener listener;

	WebhookReceiver(SubjectResolver subjects, Inbox inbox, RequestListener listener) {
		this.subjects = subjects;
		this.inbox = inbox;
		this.listener = listener;
	}

	@Override
	public void receive(VerifiedRequest request, HttpServletResponse response) throws IOException {
		Receipt receipt = this.inbox.put(deliveryOf(request));
		this.listener.answered(request.endpoint(), outcomeOf(receipt), request.elapsed());
		switch (receipt) {
			case Receipt.Stored stored -> {
				this.listener.stored(stored.id());
				WebhookResponses.acknowledge(response);
			}
			case Receipt.Duplicate duplicate -> WebhookResponses.acknowledge(response);
			case Receipt.Unavailable unavailable -> WebhookResponses.unavailable(response);
		}
	}

	private Delivery deliveryOf(VerifiedRequest request) {
		EventLabel label = this.scanner.scan(request.payload().bytes());
		EventName event = (label.name() != null) ? new EventName(label.name()) : null;
		String kind = label.subjectKind();
		String id = label.subjectId();
		Subject standard = (kind != null && id != null) ? new Subject(kind, id) : null;
		Subject subject = (event != null) ? resolve(event, request.payload(), standard) : standard;
		return new Delivery(request.endpoint(), event, subject, request.payload(), request.receivedAt());
	}

	private @Nullable Subject resolve(EventName event, Payload payload, @Nullable Subject standard) {
		try {
			return this.subjects.resolve(event, payload, standard);
		}
		catch (RuntimeException ex) {
			logger.error("The subject resolver failed for an event '" + event + "' with " + ex.getClass().getName()
					+ ", so its standard subject is used");
			return standard;
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
