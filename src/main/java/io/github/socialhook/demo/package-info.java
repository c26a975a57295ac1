/**
 * The demo: sends sample events to the application itself and shows the results.
 */
@NullMarked
package io.github.socialhook.demo;

import org.jspecify.annotations.NullMarked;
