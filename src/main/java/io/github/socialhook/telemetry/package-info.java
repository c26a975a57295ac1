/**
 * Counts and times what passes through, and says whether more can be accepted.
 */
@NullMarked
package io.github.socialhook.telemetry;

import org.jspecify.annotations.NullMarked;
