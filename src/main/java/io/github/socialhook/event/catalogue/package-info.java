/**
 * The events of Social+ by name: aliases, the shapes that tell events of one name apart,
 * and what each event is about.
 */
@NullMarked
package io.github.socialhook.event.catalogue;

import org.jspecify.annotations.NullMarked;
