package io.github.socialhook.source;

import java.util.Arrays;
import java.util.List;

/**
 * A region of Social+ with the addresses from which it sends webhooks.
 *
 * @param key its name in the configuration
 * @param name its name in prose
 * @param addresses the addresses, as Social+ publishes them
 */
public record PublishedRegion(String key, String name, List<String> addresses) {

	/**
	 * Lists the regions.
	 * @return all of them
	 */
	public static List<PublishedRegion> all() {
		PublishedAddresses published = new PublishedAddresses();
		return Arrays.stream(Region.values())
			.map((region) -> new PublishedRegion(PublishedAddresses.key(region), published.nameOf(region),
					published.of(region)))
			.toList();
	}

}
