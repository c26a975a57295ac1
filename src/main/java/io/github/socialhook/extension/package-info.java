/** Handlers from jars in a directory, which are not built into the application. */
@NullMarked
package io.github.socialhook.extension;

import org.jspecify.annotations.NullMarked;
