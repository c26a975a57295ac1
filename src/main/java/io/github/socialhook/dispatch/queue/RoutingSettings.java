package io.github.socialhook.dispatch.queue;

import io.github.socialhook.dispatch.registry.HandlerSettings;

/**
 * How claims are routed.
 *
 * @param defaults the settings of handlers that are not on this node
 * @param ordered whether events of the same subject are handled one at a time
 * @param maxDeaths how many processes may die of one delivery before it is given up
 */
public record RoutingSettings(HandlerSettings defaults, boolean ordered, int maxDeaths) {

}
