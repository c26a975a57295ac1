/**
 * The users of the operations side, their authentication and its limits, and the
 * protection against cross-site requests.
 */
@NullMarked
package io.github.socialhook.console.security;

import org.jspecify.annotations.NullMarked;
