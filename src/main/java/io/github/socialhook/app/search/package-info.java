/** An example: a search index. */
@NullMarked
package io.github.socialhook.app.search;

import org.jspecify.annotations.NullMarked;
