/**
 * Fulfils the contract of the inbox with a database, wired here from the rooms inside.
 */
@NullMarked
package io.github.socialhook.store;

import org.jspecify.annotations.NullMarked;
