/**
 * Responses of type {@code application/problem+json}, and shared support for rooms that
 * reject requests.
 */
@NullMarked
package io.github.socialhook.problem;

import org.jspecify.annotations.NullMarked;
