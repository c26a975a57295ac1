package io.github.socialhook.intake;

import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery is filed under.
 *
 * @param event the name that the body carries, if any
 * @param subject what it is about, if that is known
 */
public record Label(@Nullable EventName event, @Nullable Subject subject) {

}
