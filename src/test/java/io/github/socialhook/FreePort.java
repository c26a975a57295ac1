package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that do not choose one themselves. They lie below those that systems
 * give to outgoing connections, of which some tests open thousands: one of these could
 * take the port between the look and the start of the server.
 */
public final class FreePort {

	private static final int FIRST = 12_000;

	private static final int NUMBER = 20_000;

	private static final AtomicInteger next = new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % NUMBER));

	private FreePort() {
	}

	/** Returns a port that nobody listens at, and that is not returned again soon. */
	public static int next() {
		for (int i = 0; i < NUMBER; i++) {
			int port = FIRST + Math.floorMod(next.getAndIncrement(), NUMBER);
			if (isFree(port)) {
				return port;
			}
		}
		throw new UncheckedIOException(new IOException("No port is free"));
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
