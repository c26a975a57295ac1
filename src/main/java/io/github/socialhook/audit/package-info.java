/**
 * The contract of the audit: which user did what at the operations side.
 */
@NullMarked
package io.github.socialhook.audit;

import org.jspecify.annotations.NullMarked;
