/**
 * The front door: it reads a request's raw bytes and lets in only what Social+ signed.
 */
@NullMarked
package io.github.socialhook.signature;

import org.jspecify.annotations.NullMarked;
