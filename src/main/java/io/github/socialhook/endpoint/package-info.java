/**
 * The webhook endpoints and their secrets: where secrets come from, how they are
 * reloaded, and how strong they are.
 */
@NullMarked
package io.github.socialhook.endpoint;

import org.jspecify.annotations.NullMarked;
