/**
 * Tells whoever checks the health of the service where it is, and whether its public port
 * answers.
 */
@NullMarked
package io.github.socialhook.server.health;

import org.jspecify.annotations.NullMarked;
