package io.github.socialhook.traffic;

import java.time.Instant;

/**
 * A part of the time, with what came and was handled in it.
 *
 * @param at when it begins
 * @param figures what came and was handled, on all nodes
 */
public record TrafficSlot(Instant at, TrafficFigures figures) {

}
