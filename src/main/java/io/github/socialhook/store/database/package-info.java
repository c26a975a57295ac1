/**
 * The database: how it is opened, migrated and read, and how its errors are classified.
 */
@NullMarked
package io.github.socialhook.store.database;

import org.jspecify.annotations.NullMarked;
