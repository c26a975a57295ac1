/**
 * Log messages that a fault or a flood of requests causes: few of them, and none that
 * fails itself.
 */
@NullMarked
package io.github.socialhook.log;

import org.jspecify.annotations.NullMarked;
