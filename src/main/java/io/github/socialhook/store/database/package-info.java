/** The database itself: how it is opened, kept current, read, and how it fails. */
@NullMarked
package io.github.socialhook.store.database;

import org.jspecify.annotations.NullMarked;
