/**
 * Loads the native library of SQLite from where it may be run, and leaves nothing behind.
 */
@NullMarked
package io.github.socialhook.store.driver;

import org.jspecify.annotations.NullMarked;
