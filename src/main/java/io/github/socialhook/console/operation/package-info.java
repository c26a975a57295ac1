/**
 * What users of the operations side can do and look up, for the API and the pages alike.
 */
@NullMarked
package io.github.socialhook.console.operation;

import org.jspecify.annotations.NullMarked;
