/**
 * The pages of the console, rendered on the server and readable without JavaScript.
 */
@NullMarked
package io.github.socialhook.console.pages;

import org.jspecify.annotations.NullMarked;
