/**
 * The auto-configuration of the operations side, with which people and scripts look at
 * deliveries and replay them.
 */
@NullMarked
package io.github.socialhook.console;

import org.jspecify.annotations.NullMarked;
