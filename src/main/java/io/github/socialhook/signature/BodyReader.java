package io.github.socialhook.signature;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Reads bodies up to a maximum size, within a timeout and a limit of memory. */
final class BodyReader {

	private static final int FIRST_BUFFER = 8 * 1024;

	private static final byte[] EMPTY = {};

	private final int limit;

	private final Duration timeout;

	private final BodyMemory memory;

	BodyReader(int limit, Duration timeout, BodyMemory memory) {
		this.limit = limit;
		this.timeout = timeout;
		this.memory = memory;
	}

	/** Whether the headers already say that the body is too large. */
	boolean isTooLarge(HttpServletRequest request) {
		return request.getContentLengthLong() > this.limit;
	}

	/** Reads a body; one that is complete holds memory until it is released. */
	Body read(HttpServletRequest request) {
		Buffer buffer = new Buffer();
		try {
			RejectionReason reason = fill(buffer, request.getInputStream(), request.getContentLengthLong());
			return (reason != null) ? new Body.Rejected(reason) : new Body.Complete(buffer.take());
		}
		catch (IOException ex) {
			// Tomcat reports a timeout as a connection that the client has aborted.
			boolean slow = ex instanceof SocketTimeoutException || ex.getCause() instanceof SocketTimeoutException;
			return new Body.Rejected(slow ? RejectionReason.TOO_SLOW : RejectionReason.BROKEN_BODY);
		}
		finally {
			buffer.discard();
		}
	}

	/** Releases the memory of a body that has been verified. */
	void release(Body body) {
		if (body instanceof Body.Complete(byte[] bytes)) {
			this.memory.release(charged(bytes.length));
		}
	}

	/**
	 * Bodies of ordinary size are not charged, so that they are accepted however many
	 * large ones arrive: there are never more of them than connections.
	 */
	private static int charged(int capacity) {
		return Math.max(0, capacity - FIRST_BUFFER);
	}

	/**
	 * Reads a body. The buffer grows with what has arrived, not with the announced
	 * length.
	 * @param length the announced length, -1 if there is none
	 */
	private @Nullable RejectionReason fill(Buffer buffer, InputStream input, long length) throws IOException {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		// One byte more than allowed shows that a body of unknown length is too large.
		int max = (int) ((length < 0) ? this.limit + 1L : length);
		if (!buffer.grow(Math.min(FIRST_BUFFER, max))) {
			return RejectionReason.NO_ROOM;
		}
		while (true) {
			if (buffer.size == max) {
				return (length < 0) ? RejectionReason.TOO_LARGE : null;
			}
			if (buffer.isFull() && !buffer.grow((int) Math.min(2L * buffer.size, max))) {
				return RejectionReason.NO_ROOM;
			}
			if (System.nanoTime() - deadline > 0) {
				return RejectionReason.TOO_SLOW;
			}
			int read = buffer.readFrom(input);
			if (read < 0) {
				return (length < 0) ? null : RejectionReason.BROKEN_BODY;
			}
		}
	}

	/** What has been read so far, in memory that has been acquired. */
	private final class Buffer {

		private byte[] bytes = EMPTY;

		private int size;

		private boolean isFull() {
			return this.size == this.bytes.length;
		}

		private boolean grow(int capacity) {
			int more = charged(capacity) - charged(this.bytes.length);
			if (!BodyReader.this.memory.tryAcquire(more)) {
				return false;
			}
			try {
				this.bytes = Arrays.copyOf(this.bytes, capacity);
				more = 0;
			}
			finally {
				BodyReader.this.memory.release(more);
			}
			return true;
		}

		private int readFrom(InputStream input) throws IOException {
			int read = input.read(this.bytes, this.size, this.bytes.length - this.size);
			this.size += Math.max(read, 0);
			return read;
		}

		/** Returns what was read; the caller must release the memory of that. */
		private byte[] take() {
			byte[] taken = (this.size == this.bytes.length) ? this.bytes : Arrays.copyOf(this.bytes, this.size);
			BodyReader.this.memory.release(charged(this.bytes.length) - charged(this.size));
			this.bytes = EMPTY;
			return taken;
		}

		private void discard() {
			BodyReader.this.memory.release(charged(this.bytes.length));
			this.bytes = EMPTY;
		}

	}

	/** The result of reading. */
	sealed interface Body {

		/** The whole body. */
		@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
		record Complete(byte[] bytes) implements Body {
		}

		/** The reason why the body is not accepted. */
		record Rejected(RejectionReason reason) implements Body {
		}

	}

}
