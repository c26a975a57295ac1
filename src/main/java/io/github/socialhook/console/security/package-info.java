/**
 * Who may use the operations side: its users, their authentication and its limits, and
 * the protection against requests of other sites.
 */
@NullMarked
package io.github.socialhook.console.security;

import org.jspecify.annotations.NullMarked;
