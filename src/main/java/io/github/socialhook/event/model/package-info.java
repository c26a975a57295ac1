/**
 * The objects that events contain, named and structured as Social+ documents them.
 * <p>
 * Any component may be absent; an absent list is empty. A set of values is open: see
 * {@link io.github.socialhook.event.model.OpenEnum}. Free-form objects such as
 * {@code metadata} stay trees.
 */
@NullMarked
package io.github.socialhook.event.model;

import org.jspecify.annotations.NullMarked;
