/**
 * Handlers from jars in a folder, which were not built into the application.
 */
@NullMarked
package io.github.socialhook.extension;

import org.jspecify.annotations.NullMarked;
