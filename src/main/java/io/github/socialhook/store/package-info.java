/** Implements the contract of the inbox with a database, and wires the rooms inside. */
@NullMarked
package io.github.socialhook.store;

import org.jspecify.annotations.NullMarked;
