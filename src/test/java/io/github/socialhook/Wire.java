package io.github.socialhook;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * One connection to the service, over which a test sends what it likes: no client stands
 * between that would mend it.
 */
final class Wire implements AutoCloseable {

	private static final Pattern STATUS_LINES = Pattern.compile("HTTP/1\\.1 (\\d{3})");

	private static final Executor threads = (task) -> Thread.ofVirtual().start(task);

	private final Socket socket;

	private final InputStream input;

	private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);

	private long startedNanos = System.nanoTime();

	Wire(int port) {
		this(port, InetAddress.getLoopbackAddress());
	}

	/** Comes from one of the addresses of this machine. */
	Wire(int port, InetAddress from) {
		try {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
			this.socket.setSoTimeout((int) Timeouts.GENEROUS.toMillis());
			this.socket.setTcpNoDelay(true);
			this.input = new BufferedInputStream(this.socket.getInputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Sends without waiting: an answer may come before the last byte has gone out. */
	Wire send(byte[] bytes) {
		this.startedNanos = System.nanoTime();
		return then(() -> this.socket.getOutputStream().write(bytes));
	}

	Wire send(String text) {
		return send(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** Says that nothing more will be sent. */
	Wire finish() {
		return then(this.socket::shutdownOutput);
	}

	private Wire then(Step step) {
		this.sent = this.sent.thenRunAsync(() -> {
			try {
				step.run();
			}
			catch (IOException ex) {
				// The other side may refuse to listen to the end.
				throw new UncheckedIOException(ex);
			}
		}, threads);
		return this;
	}

	RawAnswer answer() {
		return answerTo("POST");
	}

	/** Reads one answer; that to some methods has no body, whatever it says. */
	RawAnswer answerTo(String method) {
		try {
			String statusLine = line();
			if (!statusLine.startsWith("HTTP/1.1 ")) {
				throw new IllegalStateException("This is no HTTP: " + statusLine);
			}
			int status = Integer.parseInt(statusLine.substring(9, 12));
			List<String> headers = new ArrayList<>();
			for (String header = line(); !header.isEmpty(); header = line()) {
				headers.add(header);
			}
			Duration elapsed = Duration.ofNanos(System.nanoTime() - this.startedNanos);
			RawAnswer head = new RawAnswer(status, List.copyOf(headers), "", elapsed);
			return (status == 100 || method.equals("HEAD")) ? head : head.withBody(body(head));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Reads whatever is answered until the other side closes, and tells the codes. */
	List<Integer> statuses() {
		try {
			String all = new String(this.input.readAllBytes(), StandardCharsets.ISO_8859_1);
			// No body of an answer reads like that.
			return STATUS_LINES.matcher(all).results().map((line) -> Integer.valueOf(line.group(1))).toList();
		}
		catch (SocketException ex) {
			// Closed while something was still to be read: what was answered is lost.
			return List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String body(RawAnswer head) throws IOException {
		if (head.header("Transfer-Encoding") != null) {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			for (int size = chunkSize(); size > 0; size = chunkSize()) {
				body.write(this.input.readNBytes(size));
				line();
			}
			line();
			return body.toString(StandardCharsets.UTF_8);
		}
		String length = head.header("Content-Length");
		byte[] body = (length != null) ? this.input.readNBytes(Integer.parseInt(length)) : this.input.readAllBytes();
		return new String(body, StandardCharsets.UTF_8);
	}

	private int chunkSize() throws IOException {
		return Integer.parseInt(line(), 16);
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int c = this.input.read(); c != '\n'; c = this.input.read()) {
			if (c < 0) {
				throw new EOFException("The connection was closed after '" + line + "'");
			}
			line.write(c);
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

	/** Waits until the other side closes, and says whether it did so in silence. */
	boolean isClosedInSilence() {
		try {
			return this.input.read() < 0;
		}
		catch (SocketException ex) {
			return true;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A step that the other side may make impossible. */
	@FunctionalInterface
	private interface Step {

		void run() throws IOException;

	}

}
