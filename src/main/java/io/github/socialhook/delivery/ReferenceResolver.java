package io.github.socialhook.delivery;

import java.util.Set;

/** Finds what a delivery refers to, once it is stored. */
@FunctionalInterface
public interface ReferenceResolver {

	/**
	 * Returns what a delivery refers to.
	 * @param delivery any delivery
	 * @return the users, channels, posts and so on whose ids are in its body, a bounded
	 * number
	 */
	Set<Subject> referencesOf(Delivery delivery);

}
