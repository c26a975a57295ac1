/**
 * The HTTP API of the operations side: its controllers, parameters, responses and
 * problems.
 */
@NullMarked
package io.github.socialhook.console.api;

import org.jspecify.annotations.NullMarked;
