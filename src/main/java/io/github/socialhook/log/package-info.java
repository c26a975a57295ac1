/**
 * Rate-limited log messages for faults and floods of requests, which never fail
 * themselves.
 */
@NullMarked
package io.github.socialhook.log;

import org.jspecify.annotations.NullMarked;
