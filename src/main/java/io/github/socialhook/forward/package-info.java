/**
 * Sends deliveries on to other services over HTTP, each signed, and only to addresses
 * that it may reach.
 */
@NullMarked
package io.github.socialhook.forward;

import org.jspecify.annotations.NullMarked;
