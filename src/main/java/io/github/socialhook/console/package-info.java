/**
 * The operations side: what people and scripts see of the deliveries and do with them.
 */
@NullMarked
package io.github.socialhook.console;

import org.jspecify.annotations.NullMarked;
