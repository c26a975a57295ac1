/**
 * Claims due deliveries and runs their handlers. This package has the wiring and the
 * loop; {@code registry}, {@code attempt} and {@code queue}, each of which may import the
 * ones before it, do the work.
 */
@NullMarked
package io.github.socialhook.dispatch;

import org.jspecify.annotations.NullMarked;
