/**
 * The command line: plays Social+, checks signatures, and asks a running service.
 */
@NullMarked
package io.github.socialhook.cli;

import org.jspecify.annotations.NullMarked;
