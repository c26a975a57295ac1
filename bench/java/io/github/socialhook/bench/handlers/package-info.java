/**
 * Handlers that go to the nodes under test in a jar of their own.
 */
@NullMarked
package io.github.socialhook.bench.handlers;

import org.jspecify.annotations.NullMarked;
