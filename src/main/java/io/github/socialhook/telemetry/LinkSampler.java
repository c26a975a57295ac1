package io.github.socialhook.telemetry;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Samples an attempt if the receipt was sampled, because a link to a trace that nobody
 * has kept is of no use. Of all else the configured sampler decides.
 */
final class LinkSampler implements Sampler {

	private static final AttributeKey<String> HANDLER = AttributeKey.stringKey(AttemptSpans.HANDLER);

	private final Sampler configured;

	LinkSampler(Sampler configured) {
		this.configured = configured;
	}

	@Override
	public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> links) {
		boolean linked = attributes.get(HANDLER) != null
				&& links.stream().anyMatch((link) -> link.getSpanContext().isSampled());
		return linked ? SamplingResult.recordAndSample()
				: this.configured.shouldSample(parent, traceId, name, kind, attributes, links);
	}

	@Override
	public String getDescription() {
		return "LinkSampler{" + this.configured.getDescription() + "}";
	}

}
