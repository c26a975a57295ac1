package io.github.socialhook.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/** A trace in the form of the header {@code traceparent} of W3C. */
final class TraceParent {

	private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-01");

	private TraceParent() {
	}

	/** Returns null if the trace is not sampled. */
	static @Nullable String of(TraceContext context) {
		return Boolean.TRUE.equals(context.sampled()) ? "00-" + context.traceId() + "-" + context.spanId() + "-01"
				: null;
	}

	/** Returns null for what is none. */
	static @Nullable TraceContext parse(String parent, Tracer tracer) {
		Matcher matcher = FORM.matcher(parent);
		return matcher.matches()
				? tracer.traceContextBuilder().traceId(matcher.group(1)).spanId(matcher.group(2)).sampled(true).build()
				: null;
	}

}
