/** Answers a verified request with 200 once its delivery is stored. */
@NullMarked
package io.github.socialhook.intake;

import org.jspecify.annotations.NullMarked;
