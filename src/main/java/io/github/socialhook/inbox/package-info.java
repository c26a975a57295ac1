/**
 * The contract of storing deliveries, without a word about how it is done.
 */
@NullMarked
package io.github.socialhook.inbox;

import org.jspecify.annotations.NullMarked;
