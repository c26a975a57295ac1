/**
 * The contract between Socialhook and the code that handles events.
 */
@NullMarked
package io.github.socialhook.handler;

import org.jspecify.annotations.NullMarked;
