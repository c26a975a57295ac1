/**
 * Compares the packaged Socialhook with a bare filter and with a peer, side by side.
 */
@NullMarked
package io.github.socialhook.bench;

import org.jspecify.annotations.NullMarked;
