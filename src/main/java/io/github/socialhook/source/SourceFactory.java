package io.github.socialhook.source;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.delivery.Source;
import io.github.socialhook.source.SourceProperties.Mode;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Creates the source check from the configuration and rejects what would not be safe. */
final class SourceFactory {

	private static final String KEY = "socialhook.source-ips.";

	private static final String STRATEGY = "server.forward-headers-strategy";

	private static final List<String> TOMCAT_HEADERS = List.of("server.tomcat.remoteip.remote-ip-header",
			"server.tomcat.remoteip.protocol-header");

	/** No private network is larger. */
	private static final int MIN_IPV4_PREFIX = 8;

	private static final int MIN_IPV6_PREFIX = 7;

	private final SourceProperties properties;

	private final PublishedAddresses published = new PublishedAddresses();

	SourceFactory(SourceProperties properties) {
		this.properties = properties;
	}

	SourceCheck create(Environment environment) {
		SourceCheck check = new SourceCheck(this.properties.mode(), allowed(), proxies());
		if (check.isEnabled()) {
			requireOriginalAddresses(environment);
		}
		return check;
	}

	private AllowedSources allowed() {
		Map<InetAddress, Source> addresses = new LinkedHashMap<>();
		for (Region region : this.properties.regions()) {
			this.published.of(region)
				.forEach((address) -> addresses.put(addressOf(address),
						new Source(PublishedAddresses.key(region), address)));
		}
		List<AddressRange> ranges = ranges("allow", this.properties.allow());
		if (this.properties.mode() != Mode.OFF && addresses.isEmpty() && ranges.isEmpty()) {
			throw new InvalidConfigurationException(KEY + "mode is " + mode() + ", but no address is allowed.",
					"Set " + KEY + "regions to the region of your network in Social+: sg, eu or us. Or set " + KEY
							+ "allow to the addresses that may send.");
		}
		return new AllowedSources(addresses, ranges);
	}

	private TrustedProxies proxies() {
		List<AddressRange> ranges = ranges("trusted-proxies", this.properties.trustedProxies());
		for (AddressRange range : ranges) {
			if (range.prefix() < (range.isIpv4() ? MIN_IPV4_PREFIX : MIN_IPV6_PREFIX)) {
				throw new InvalidConfigurationException(
						KEY + "trusted-proxies has '" + range + "', so senders could forge their address.",
						"List only the addresses of your own proxies and load balancers there.");
			}
			for (Region region : Region.values()) {
				for (String address : this.published.of(region)) {
					requireOutside(range, address);
				}
			}
		}
		return new TrustedProxies(ranges);
	}

	private static void requireOutside(AddressRange range, String address) {
		if (range.contains(addressOf(address))) {
			throw new InvalidConfigurationException(
					KEY + "trusted-proxies has '" + range + "', which holds " + address
							+ ", an address of Social+: others in that range could impersonate it.",
					"List only the addresses of your own proxies and load balancers there.");
		}
	}

	private List<AddressRange> ranges(String key, List<String> texts) {
		List<AddressRange> ranges = new ArrayList<>();
		for (String text : texts) {
			try {
				ranges.add(AddressRange.parse(text.strip()));
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidConfigurationException(
						KEY + key + " has '" + text + "', which " + ex.getMessage() + ".",
						"Write a single address such as 192.0.2.7 or 2001:db8::7, or a range such as 192.0.2.0/24.");
			}
		}
		return ranges;
	}

	/**
	 * Rejects settings by which the web server replaces the address of the connection by
	 * one from a header, which hides who wrote that header.
	 */
	private void requireOriginalAddresses(Environment environment) {
		for (String header : TOMCAT_HEADERS) {
			if (StringUtils.hasText(environment.getProperty(header))) {
				throw replaced(header + " is set");
			}
		}
		String strategy = environment.getProperty(STRATEGY);
		CloudPlatform platform = CloudPlatform.getActive(environment);
		if (strategy != null && strategy.equalsIgnoreCase("native")) {
			throw replaced(STRATEGY + " is native");
		}
		if (!StringUtils.hasText(strategy) && platform != null && platform.isUsingForwardHeaders()) {
			throw replaced(STRATEGY + " is not set, which means native on " + platform);
		}
	}

	private InvalidConfigurationException replaced(String why) {
		return new InvalidConfigurationException(
				KEY + "mode is " + mode() + ", but " + why
						+ ": the web server would trust headers that anyone can write.",
				"Set " + STRATEGY + " to none, or to framework if your application needs these headers, remove all "
						+ "of server.tomcat.remoteip, and list your proxies in " + KEY + "trusted-proxies.");
	}

	private String mode() {
		return this.properties.mode().name().toLowerCase(Locale.ROOT);
	}

	private static InetAddress addressOf(String text) {
		return Objects.requireNonNull(IpAddress.parse(text), text);
	}

}
