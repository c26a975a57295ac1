package io.github.socialhook.signature;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a size and for a time, and never more than it has room for. */
final class BodyReader {

	private static final int FIRST_BUFFER = 8 * 1024;

	private static final byte[] NOTHING = {};

	private final int limit;

	private final Duration patience;

	private final BodyMemory memory;

	BodyReader(int limit, Duration patience, BodyMemory memory) {
		this.limit = limit;
		this.patience = patience;
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
			Refusal refusal = fill(buffer, request.getInputStream(), request.getContentLengthLong());
			return (refusal != null) ? new Body.Refused(refusal) : new Body.Complete(buffer.takeOut());
		}
		catch (SocketTimeoutException ex) {
			return new Body.Refused(Refusal.TOO_SLOW);
		}
		catch (IOException ex) {
			return new Body.Refused(Refusal.BROKEN_BODY);
		}
		finally {
			buffer.drop();
		}
	}

	/** Gives back the memory of a body that has been verified, or found to be forged. */
	void release(Body body) {
		if (body instanceof Body.Complete(byte[] bytes)) {
			this.memory.giveBack(charged(bytes.length));
		}
	}

	/**
	 * Ordinary bodies are not charged, so that they are let in however many large ones
	 * come: there are never more of them than connections.
	 */
	private static int charged(int capacity) {
		return Math.max(0, capacity - FIRST_BUFFER);
	}

	/**
	 * The room grows with what has come, not with what a header promises.
	 * @param length what the header promises, -1 if nothing
	 */
	private @Nullable Refusal fill(Buffer buffer, InputStream input, long length) throws IOException {
		long deadline = System.nanoTime() + this.patience.toNanos();
		// One byte more than allowed shows that a body of unknown length is too large.
		int most = (int) ((length < 0) ? this.limit + 1L : length);
		if (!buffer.grow(Math.min(FIRST_BUFFER, most))) {
			return Refusal.NO_ROOM;
		}
		while (true) {
			if (buffer.size == most) {
				return (length < 0) ? Refusal.TOO_LARGE : null;
			}
			if (buffer.isFull() && !buffer.grow((int) Math.min(2L * buffer.size, most))) {
				return Refusal.NO_ROOM;
			}
			if (System.nanoTime() - deadline > 0) {
				return Refusal.TOO_SLOW;
			}
			int read = buffer.readFrom(input);
			if (read < 0) {
				return (length < 0) ? null : Refusal.BROKEN_BODY;
			}
		}
	}

	/** What has been read so far, in memory that has been granted. */
	private final class Buffer {

		private byte[] bytes = NOTHING;

		private int size;

		private boolean isFull() {
			return this.size == this.bytes.length;
		}

		private boolean grow(int capacity) {
			int more = charged(capacity) - charged(this.bytes.length);
			if (!BodyReader.this.memory.take(more)) {
				return false;
			}
			try {
				this.bytes = Arrays.copyOf(this.bytes, capacity);
				more = 0;
			}
			finally {
				BodyReader.this.memory.giveBack(more);
			}
			return true;
		}

		private int readFrom(InputStream input) throws IOException {
			int read = input.read(this.bytes, this.size, this.bytes.length - this.size);
			this.size += Math.max(read, 0);
			return read;
		}

		/** Hands over what was read; the memory of that is no longer the buffer's. */
		private byte[] takeOut() {
			byte[] taken = (this.size == this.bytes.length) ? this.bytes : Arrays.copyOf(this.bytes, this.size);
			BodyReader.this.memory.giveBack(charged(this.bytes.length) - charged(this.size));
			this.bytes = NOTHING;
			return taken;
		}

		private void drop() {
			BodyReader.this.memory.giveBack(charged(this.bytes.length));
			this.bytes = NOTHING;
		}

	}

	/** What reading came to. */
	sealed interface Body {

		/** All of it. */
		@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
		record Complete(byte[] bytes) implements Body {
		}

		/** None of it, and why. */
		record Refused(Refusal refusal) implements Body {
		}

	}

}
