/**
 * From the bytes of a body to an event, lenient where Social+ departs from its reference.
 */
@NullMarked
package io.github.socialhook.event.reader;

import org.jspecify.annotations.NullMarked;
