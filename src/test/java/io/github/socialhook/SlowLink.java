package io.github.socialhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A network between two machines: whatever goes over it, ends too, takes a while. */
final class SlowLink implements AutoCloseable {

	private final ServerSocket door;

	private final int target;

	private final long delayNanos;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	SlowLink(int target, long delayNanos) throws IOException {
		this.target = target;
		this.delayNanos = delayNanos;
		this.door = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::accept);
	}

	int port() {
		return this.door.getLocalPort();
	}

	private void accept() {
		try {
			while (true) {
				Socket near = this.door.accept();
				Socket far = new Socket(InetAddress.getLoopbackAddress(), this.target);
				near.setTcpNoDelay(true);
				far.setTcpNoDelay(true);
				this.sockets.add(near);
				this.sockets.add(far);
				Thread.ofVirtual().start(() -> carry(near, far));
				Thread.ofVirtual().start(() -> carry(far, near));
			}
		}
		catch (IOException ex) {
			// It has been closed.
		}
	}

	private void carry(Socket from, Socket to) {
		byte[] buffer = new byte[16 * 1024];
		try {
			InputStream input = from.getInputStream();
			for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
				LockSupport.parkNanos(this.delayNanos);
				to.getOutputStream().write(buffer, 0, read);
			}
			LockSupport.parkNanos(this.delayNanos);
			to.shutdownOutput();
		}
		catch (IOException ex) {
			close(from);
			close(to);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.door.close();
		this.sockets.forEach(SlowLink::close);
	}

}
