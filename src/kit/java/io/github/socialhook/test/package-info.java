/**
 * The test kit: tests of handlers with the real dispatcher, a store in memory and a clock
 * of the test.
 */
@NullMarked
package io.github.socialhook.test;

import org.jspecify.annotations.NullMarked;
