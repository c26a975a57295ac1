package io.github.socialhook.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between a client and a server, and can cut or freeze what goes through it. */
final class FlakyProxy implements AutoCloseable {

	private final ServerSocket door;

	private final int target;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition thawed = this.lock.newCondition();

	private volatile boolean cut;

	private boolean frozen;

	FlakyProxy(int target) throws IOException {
		this.target = target;
		this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::accept);
	}

	int port() {
		return this.door.getLocalPort();
	}

	/** Breaks every connection, and refuses new ones. */
	void cut() {
		this.cut = true;
		this.sockets.forEach(FlakyProxy::close);
	}

	/** Lets nothing through, without a word. */
	void freeze() {
		setFrozen(true);
	}

	/** Works again. */
	void mend() {
		this.cut = false;
		setFrozen(false);
	}

	private void setFrozen(boolean frozen) {
		this.lock.lock();
		try {
			this.frozen = frozen;
			this.thawed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.door.accept();
				if (this.cut) {
					client.close();
					continue;
				}
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.sockets.add(client);
				this.sockets.add(server);
				Thread.ofVirtual().start(() -> pump(client, server));
				Thread.ofVirtual().start(() -> pump(server, client));
			}
		}
		catch (IOException ex) {
			// Closed: the end of the test.
		}
	}

	private void pump(Socket from, Socket to) {
		try (InputStream input = from.getInputStream(); OutputStream output = to.getOutputStream()) {
			byte[] buffer = new byte[8192];
			for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
				awaitThaw();
				output.write(buffer, 0, read);
			}
		}
		catch (IOException ex) {
			// Cut, by a test or by one of the ends.
		}
		close(from);
		close(to);
	}

	private void awaitThaw() {
		this.lock.lock();
		try {
			while (this.frozen) {
				this.thawed.awaitUninterruptibly();
			}
		}
		finally {
			this.lock.unlock();
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
		mend();
		cut();
	}

}
