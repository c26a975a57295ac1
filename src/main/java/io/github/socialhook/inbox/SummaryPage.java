package io.github.socialhook.inbox;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of what a search found, ordered by the time of receipt and then by id, newest
 * first. It may be short, or even empty, while there is more: one call looks only so far.
 *
 * @param entries the lines found
 * @param next the cursor of the next part, of which only the store knows the meaning;
 * absent at the end
 */
public record SummaryPage(List<DeliverySummary> entries, @Nullable String next) {

}
