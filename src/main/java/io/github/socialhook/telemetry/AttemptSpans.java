package io.github.socialhook.telemetry;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.tracing.AttemptTracer;
import io.github.socialhook.tracing.ReceiptTraces;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The span of each attempt, which begins a trace of its own and is linked to the receipt:
 * attempts may be days apart.
 */
final class AttemptSpans implements AttemptTracer {

	/** Marks the spans of attempts. */
	static final String HANDLER = "socialhook.handler";

	private static final Log logger = LogFactory.getLog(AttemptSpans.class);

	private final Tracer tracer;

	private final ReceiptTraces traces;

	AttemptSpans(Tracer tracer, ReceiptTraces traces) {
		this.tracer = tracer;
		this.traces = traces;
	}

	@Override
	public Running begin(DeliveryId id, String handler, String event, int number) {
		try {
			Span.Builder builder = this.tracer.spanBuilder()
				.setNoParent()
				.name("handle " + event)
				.kind(Span.Kind.CONSUMER)
				.tag(HANDLER, handler)
				.tag("socialhook.event", event)
				.tag("socialhook.delivery", id.value())
				.tag("socialhook.attempt", number);
			TraceContext receipt = receiptOf(id);
			if (receipt != null) {
				builder.addLink(new Link(receipt));
			}
			Span span = builder.start();
			return new Attempt(span, this.tracer.withSpan(span));
		}
		catch (RuntimeException ex) {
			logger.debug("An attempt is not traced", ex);
			return NONE.begin(id, handler, event, number);
		}
	}

	/** Without a database the attempt is traced as well. */
	private @Nullable TraceContext receiptOf(DeliveryId id) {
		try {
			String parent = this.traces.of(id);
			return (parent != null) ? TraceParent.parse(parent, this.tracer) : null;
		}
		catch (RuntimeException ex) {
			logger.debug("The trace of a receipt cannot be looked up", ex);
			return null;
		}
	}

	/**
	 * A running attempt.
	 *
	 * @param span its span
	 * @param scope in which the span is the current one
	 */
	private record Attempt(Span span, Tracer.SpanInScope scope) implements Running {

		/** The message of an exception may hold what a user wrote. */
		@Override
		public void end(@Nullable Throwable thrown) {
			try {
				this.scope.close();
				if (thrown != null) {
					this.span.tag("error.type", thrown.getClass().getName());
					this.span.error(new FailedAttempt(thrown.getClass().getName()));
				}
				this.span.end();
			}
			catch (RuntimeException ex) {
				logger.debug("The end of an attempt is not traced", ex);
			}
		}

	}

	/** Says which exception a handler has thrown, and nothing that was in it. */
	private static final class FailedAttempt extends RuntimeException {

		private static final long serialVersionUID = 1L;

		FailedAttempt(String type) {
			super(type, null, false, false);
		}

	}

}
