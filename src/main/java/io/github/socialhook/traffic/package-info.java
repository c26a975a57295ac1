/**
 * The contract of the traffic: how many requests came and deliveries were handled in each
 * minute.
 */
@NullMarked
package io.github.socialhook.traffic;

import org.jspecify.annotations.NullMarked;
