/**
 * Socialhook inside applications of others.
 */
@NullMarked
package io.github.socialhook.host;

import org.jspecify.annotations.NullMarked;
