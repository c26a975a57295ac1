/** An example: reports in SQL. */
@NullMarked
package io.github.socialhook.app.analytics;

import org.jspecify.annotations.NullMarked;
