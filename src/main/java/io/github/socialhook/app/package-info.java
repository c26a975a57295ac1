/** Your handlers, and examples to start from. */
@NullMarked
package io.github.socialhook.app;

import org.jspecify.annotations.NullMarked;
