/**
 * Log-ins at the pages with OpenID Connect, where Spring Security's client for it is on
 * the class path.
 */
@NullMarked
package io.github.socialhook.console.oidc;

import org.jspecify.annotations.NullMarked;
