/**
 * The application class, and what configures the application as a whole.
 */
@NullMarked
package io.github.socialhook;

import org.jspecify.annotations.NullMarked;
