package io.github.socialhook.telemetry;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import io.github.socialhook.tracing.ReceiptTraces;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The span of each request, from its receipt to its answer. It continues the trace of a
 * proxy, and is the one of the application that has one already.
 */
final class ReceiptSpans extends HttpFilter implements RequestListener {

	private static final long serialVersionUID = 1L;

	private final transient Tracer tracer;

	private final transient Propagator propagator;

	private final transient ReceiptTraces traces;

	ReceiptSpans(Tracer tracer, Propagator propagator, ReceiptTraces traces) {
		this.tracer = tracer;
		this.propagator = propagator;
		this.traces = traces;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (this.tracer.currentSpan() != null) {
			chain.doFilter(request, response);
			return;
		}
		Span span = this.propagator.extract(request, HttpServletRequest::getHeader)
			.kind(Span.Kind.SERVER)
			.name("webhook")
			.start();
		Tracer.SpanInScope scope = this.tracer.withSpan(span);
		try {
			chain.doFilter(request, response);
		}
		finally {
			scope.close();
			span.tag("http.request.method", methodOf(request));
			span.tag("http.response.status_code", response.getStatus());
			span.end();
		}
	}

	/** Strangers write what they want. */
	private static String methodOf(HttpServletRequest request) {
		return "POST".equals(request.getMethod()) ? "POST" : "_OTHER";
	}

	@Override
	public void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
		Span span = this.tracer.currentSpan();
		if (span != null) {
			span.tag("socialhook.endpoint", (endpoint != null) ? endpoint.value() : "none");
			span.tag("socialhook.outcome", outcome.name().toLowerCase(Locale.ROOT));
		}
	}

	@Override
	public void stored(DeliveryId id) {
		Span span = this.tracer.currentSpan();
		if (span != null) {
			span.tag("socialhook.delivery", id.value());
		}
		this.traces.keep(id, (span != null) ? TraceParent.of(span.context()) : null);
	}

}
