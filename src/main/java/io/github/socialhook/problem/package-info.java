/**
 * Answers of type {@code application/problem+json}, for every room that refuses requests.
 */
@NullMarked
package io.github.socialhook.problem;

import org.jspecify.annotations.NullMarked;
