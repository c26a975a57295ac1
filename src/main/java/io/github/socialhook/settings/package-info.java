/**
 * The settings that exist, so that a misspelt one is refused.
 */
@NullMarked
package io.github.socialhook.settings;

import org.jspecify.annotations.NullMarked;
