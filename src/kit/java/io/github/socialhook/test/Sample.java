package io.github.socialhook.test;

import io.github.socialhook.event.catalogue.EventCatalogue;

/**
 * A sample of an event, or an odd form of it that Social+ may send as well.
 *
 * @param name the name of the event
 * @param form what is odd about it; empty for the sample as documented
 * @param body JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sample(String name, String form, byte[] body) implements EventBody {

	/**
	 * Returns the documented sample of an event.
	 * @param name the name of the event as it is catalogued
	 * @return its sample
	 * @throws IllegalArgumentException if there is none
	 */
	public static Sample named(String name) {
		String file = name.startsWith(EventCatalogue.PUSH_PREFIX) ? name.replace("/", "__") : name;
		return new Sample(name, "", io.github.socialhook.sender.Sample.read(file));
	}

	@Override
	public String toString() {
		return this.form.isEmpty() ? this.name : this.name + ", " + this.form;
	}

}
