/**
 * Keeps the audit.
 */
@NullMarked
package io.github.socialhook.store.audit;

import org.jspecify.annotations.NullMarked;
