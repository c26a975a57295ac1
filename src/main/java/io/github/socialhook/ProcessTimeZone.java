package io.github.socialhook;

import java.time.ZoneId;
import java.util.TimeZone;

/**
 * The time zone of the process, under a name that databases know. Java has names of its
 * own, such as {@code JST}, that the driver of PostgreSQL sends on as they are.
 */
final class ProcessTimeZone {

	private ProcessTimeZone() {
	}

	/** Gives the time zone its standard name; its rules stay the same. */
	static void useStandardName() {
		TimeZone zone = TimeZone.getDefault();
		ZoneId standard = zone.toZoneId();
		if (!standard.getId().equals(zone.getID())) {
			TimeZone.setDefault(TimeZone.getTimeZone(standard));
		}
	}

}
