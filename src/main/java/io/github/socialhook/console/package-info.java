/**
 * The auto-configuration of the operations side, which searches and replays deliveries.
 */
@NullMarked
package io.github.socialhook.console;

import org.jspecify.annotations.NullMarked;
