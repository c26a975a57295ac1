package io.github.socialhook.server;

import java.lang.management.ManagementFactory;

import com.sun.management.UnixOperatingSystemMXBean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * How many connections there may be at a time: as many as are configured, unless they
 * could fill the heap or take the last file descriptor, which the store needs.
 */
final class ConnectionLimit {

	private static final Log logger = LogFactory.getLog(ConnectionLimit.class);

	/** Twice what one costs whose head comes slowly and is as large as it may be. */
	private static final long BYTES_PER_CONNECTION = 128 * 1024;

	/** For the store, the jars and the operations port. */
	private static final long RESERVED_FILES = 256;

	private static final int MINIMUM = 64;

	private ConnectionLimit() {
	}

	/**
	 * Limits the number that is configured.
	 * @param configured the number, negative for as many as come
	 */
	static int of(int configured) {
		int limit = of(configured, Runtime.getRuntime().maxMemory(), maxFiles());
		if (limit != configured) {
			logger
				.info("Up to " + limit + " connections at a time: there is no memory, or no file descriptors, for the "
						+ configured + " of server.tomcat.max-connections");
		}
		return limit;
	}

	static int of(int configured, long memory, long files) {
		long openable = (files > 0) ? files - RESERVED_FILES : Long.MAX_VALUE;
		long affordable = Math.max(MINIMUM, Math.min(memory / BYTES_PER_CONNECTION, openable));
		return (int) Math.min((configured < 0) ? Integer.MAX_VALUE : configured, affordable);
	}

	private static long maxFiles() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getMaxFileDescriptorCount() : Long.MAX_VALUE;
	}

}
