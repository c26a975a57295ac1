/** The verification of signatures: only requests that Social+ signed pass. */
@NullMarked
package io.github.socialhook.signature;

import org.jspecify.annotations.NullMarked;
