/** An example: moderation with the server API of Social+. */
@NullMarked
package io.github.socialhook.app.moderation;

import org.jspecify.annotations.NullMarked;
