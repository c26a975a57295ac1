/**
 * The webhook endpoints and their secrets: where the secrets come from, how they change
 * and how strong they are.
 */
@NullMarked
package io.github.socialhook.endpoint;

import org.jspecify.annotations.NullMarked;
