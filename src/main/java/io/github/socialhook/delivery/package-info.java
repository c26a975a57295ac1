/**
 * The nouns that every room shares: what was delivered, to which endpoint, under which
 * name.
 */
@NullMarked
package io.github.socialhook.delivery;

import org.jspecify.annotations.NullMarked;
