package io.github.socialhook.signature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socialhook.delivery.Source;

/** Who may send: addresses of Social+ one by one, and ranges. */
final class AllowedSources {

	private final Map<Address, Source> published;

	private final List<AddressRange> ranges;

	AllowedSources(Map<Address, Source> published, List<AddressRange> ranges) {
		this.published = new LinkedHashMap<>(published);
		this.ranges = List.copyOf(ranges);
	}

	/** The addresses of Social+ among them. */
	List<Source> published() {
		return List.copyOf(this.published.values());
	}

	Source sourceOf(Origin origin) {
		return switch (origin) {
			case Origin.Proven(Address address) -> sourceOf(address);
			case Origin.Unproven unproven -> Source.STRANGER;
		};
	}

	private Source sourceOf(Address address) {
		Source source = this.published.get(address);
		if (source != null) {
			return source;
		}
		return this.ranges.stream().anyMatch((range) -> range.contains(address)) ? Source.ALLOWED : Source.STRANGER;
	}

}
