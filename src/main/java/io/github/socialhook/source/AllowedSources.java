package io.github.socialhook.source;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socialhook.delivery.Source;

/** The allowlist: single addresses of Social+, and ranges. */
final class AllowedSources {

	private final Map<InetAddress, Source> published;

	private final List<AddressRange> ranges;

	AllowedSources(Map<InetAddress, Source> published, List<AddressRange> ranges) {
		this.published = new LinkedHashMap<>(published);
		this.ranges = List.copyOf(ranges);
	}

	/** Returns the addresses of Social+ in the allowlist. */
	List<Source> published() {
		return List.copyOf(this.published.values());
	}

	Source sourceOf(ClientAddress client) {
		return switch (client) {
			case ClientAddress.Resolved(InetAddress address) -> sourceOf(address);
			case ClientAddress.Unresolved unresolved -> Source.STRANGER;
		};
	}

	private Source sourceOf(InetAddress address) {
		Source source = this.published.get(address);
		if (source != null) {
			return source;
		}
		return this.ranges.stream().anyMatch((range) -> range.contains(address)) ? Source.ALLOWED : Source.STRANGER;
	}

}
