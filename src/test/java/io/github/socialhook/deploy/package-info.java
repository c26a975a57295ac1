/**
 * Whether the files in {@code deploy} and {@code .github} are what those who read them
 * expect.
 */
@NullMarked
package io.github.socialhook.deploy;

import org.jspecify.annotations.NullMarked;
