/** Configurations that keep the application from starting. */
@NullMarked
package io.github.socialhook.configuration;

import org.jspecify.annotations.NullMarked;
