package io.github.socialhook.inbox;

import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a search found, newest first. It may be short, or even empty, while
 * there is more: one call looks only so far.
 *
 * @param entries the lines found
 * @param next where to go on: nothing at or above this number is still to come; absent at
 * the end
 */
public record SummaryPage(List<DeliverySummary> entries, @Nullable DeliveryId next) {

}
