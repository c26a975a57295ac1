/**
 * Hands what is due in the inbox to its handlers and writes down how it went.
 */
@NullMarked
package io.github.socialhook.dispatch;

import org.jspecify.annotations.NullMarked;
