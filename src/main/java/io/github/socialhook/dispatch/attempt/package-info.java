/**
 * Runs attempts of handlers: parses the body, calls the method, enforces the timeout,
 * classifies the result and schedules the retry.
 */
@NullMarked
package io.github.socialhook.dispatch.attempt;

import org.jspecify.annotations.NullMarked;
