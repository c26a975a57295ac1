/**
 * The promise of a 200: a verified request is answered once its delivery is stored.
 */
@NullMarked
package io.github.socialhook.intake;

import org.jspecify.annotations.NullMarked;
