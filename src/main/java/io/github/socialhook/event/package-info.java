/**
 * The events of Social+ as types.
 * <p>
 * Anything in an event may be absent, so every component of a record is nullable, except
 * for lists: an absent list is an empty one, so that a handler can walk through it.
 * Whether it was sent at all, and every field that no record knows, can be seen in the
 * tree that each delivery carries.
 */
@NullMarked
package io.github.socialhook.event;

import org.jspecify.annotations.NullMarked;
