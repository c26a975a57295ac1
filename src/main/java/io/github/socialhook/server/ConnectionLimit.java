package io.github.socialhook.server;

import java.lang.management.ManagementFactory;

import com.sun.management.UnixOperatingSystemMXBean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The maximum number of connections: the configured one, or less if that many could fill
 * the heap or use up the file descriptors, which the store needs, too.
 */
final class ConnectionLimit {

	private static final Log logger = LogFactory.getLog(ConnectionLimit.class);

	/** For a connection whose head arrives slowly, beside twice the size of that. */
	private static final long BYTES_PER_CONNECTION = 96 * 1024;

	/** For the store, the jars and the operations port. */
	private static final long RESERVED_FILES = 256;

	private static final int MINIMUM = 64;

	private ConnectionLimit() {
	}

	/**
	 * Limits the configured number.
	 * @param configured the number, negative for no limit
	 * @param headSize the number of bytes that a head may have
	 */
	static int of(int configured, int headSize) {
		int limit = of(configured, headSize, Runtime.getRuntime().maxMemory(), maxFiles());
		if (limit != configured) {
			logger.info("Up to " + limit + " connections at a time: there is not enough memory, or file descriptors, "
					+ "for the " + configured + " of server.tomcat.max-connections");
		}
		return limit;
	}

	static int of(int configured, int headSize, long memory, long files) {
		long openable = (files > 0) ? files - RESERVED_FILES : Long.MAX_VALUE;
		long affordable = Math.max(MINIMUM, Math.min(memory / (BYTES_PER_CONNECTION + 2L * headSize), openable));
		return (int) Math.min((configured < 0) ? Integer.MAX_VALUE : configured, affordable);
	}

	private static long maxFiles() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getMaxFileDescriptorCount() : Long.MAX_VALUE;
	}

}
