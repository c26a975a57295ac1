/**
 * Answers of type {@code application/problem+json}, and what else every room that refuses
 * requests needs.
 */
@NullMarked
package io.github.socialhook.problem;

import org.jspecify.annotations.NullMarked;
