package io.github.socialhook.handler;

import java.util.List;
import java.util.Map;

/**
 * How events and handlers fit: which events no handler takes, and for which handlers
 * nothing comes.
 *
 * @param events how many events are catalogued
 * @param untaken the catalogued events that no handler takes
 * @param unhandled the events that came and that no handler takes, by the name as it was
 * sent, with how many came
 * @param idle the handlers of which no event came
 */
public record HandlerCoverage(int events, List<String> untaken, Map<String, Long> unhandled, List<String> idle) {

	/** Among how many of the latest deliveries events are looked for. */
	public static final int LATEST = 10_000;

}
