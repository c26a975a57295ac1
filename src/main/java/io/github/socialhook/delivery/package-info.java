/**
 * The domain types that all rooms share: deliveries, their endpoints, names, subjects and
 * states.
 */
@NullMarked
package io.github.socialhook.delivery;

import org.jspecify.annotations.NullMarked;
