/**
 * A client that acts as Social+: signs sample events and sends them over real HTTP.
 */
@NullMarked
package io.github.socialhook.sender;

import org.jspecify.annotations.NullMarked;
