package io.github.socialhook.store.postgresql;

import java.io.Serial;
import java.util.Set;
import java.util.TimeZone;

/**
 * The process has a time zone under a name that no PostgreSQL knows. The driver sends it
 * with every connection, and the server refuses that.
 */
public final class UnknownTimeZoneException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/** Short names that Java maps to others and PostgreSQL knows. */
	private static final Set<String> KNOWN = Set.of("EST", "HST", "MST");

	private final String action;

	private UnknownTimeZoneException(TimeZone zone) {
		super("PostgreSQL does not know the time zone '" + zone.getID()
				+ "' of this process, which the JDBC driver sends with every connection.");
		this.action = "Start Java with -Duser.timezone=" + zone.toZoneId().getId()
				+ ", which is the same, or with -Duser.timezone=UTC.";
	}

	/** Throws this exception unless a PostgreSQL may know the time zone. */
	static void refuseUnknown(TimeZone zone) {
		if (!zone.getID().equals(zone.toZoneId().getId()) && !KNOWN.contains(zone.getID())) {
			throw new UnknownTimeZoneException(zone);
		}
	}

	/** What to do about it. */
	public String action() {
		return this.action;
	}

}
