/**
 * Everything that arrived, kept on disk until it has been dealt with.
 */
@NullMarked
package io.github.socialhook.inbox;

import org.jspecify.annotations.NullMarked;
