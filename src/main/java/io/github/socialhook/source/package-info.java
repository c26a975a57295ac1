/**
 * The network addresses that requests come from: the allowlist, the trusted proxies and
 * the addresses that Social+ publishes.
 */
@NullMarked
package io.github.socialhook.source;

import org.jspecify.annotations.NullMarked;
