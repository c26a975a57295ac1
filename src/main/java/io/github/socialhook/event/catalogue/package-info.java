/**
 * The events of Social+ by name: aliases, the payload shapes that distinguish events with
 * the same name, and the subject of each event.
 */
@NullMarked
package io.github.socialhook.event.catalogue;

import org.jspecify.annotations.NullMarked;
