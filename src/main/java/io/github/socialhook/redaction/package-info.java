/**
 * What of the bodies users of the operations side do not see: configured paths are
 * masked, while handlers get everything.
 */
@NullMarked
package io.github.socialhook.redaction;

import org.jspecify.annotations.NullMarked;
