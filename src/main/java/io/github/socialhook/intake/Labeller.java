package io.github.socialhook.intake;

import io.github.socialhook.delivery.Payload;

/**
 * Takes from a body what it is to be filed under. It is on the way of every
 * acknowledgement, so it must be quick, and it must not throw whatever the bytes are.
 */
@FunctionalInterface
public interface Labeller {

	/**
	 * Labels a body.
	 * @param payload a genuine body, which may be no JSON at all
	 * @return the label, empty as far as the body says nothing
	 */
	Label label(Payload payload);

}
