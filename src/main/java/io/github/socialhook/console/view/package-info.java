/**
 * How the pages of the console are rendered: templates, style sheet, refusals, and texts
 * that are safe to show.
 */
@NullMarked
package io.github.socialhook.console.view;

import org.jspecify.annotations.NullMarked;
