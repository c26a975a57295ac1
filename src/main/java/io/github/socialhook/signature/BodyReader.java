package io.github.socialhook.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;

/** Reads a body up to a size and for a time, and never more than it has room for. */
final class BodyReader {

	private static final int FIRST_BUFFER = 8 * 1024;

	private final int limit;

	private final Duration patience;

	BodyReader(int limit, Duration patience) {
		this.limit = limit;
		this.patience = patience;
	}

	/** Whether the headers already say that the body is too large. */
	boolean isTooLarge(HttpServletRequest request) {
		return request.getContentLengthLong() > this.limit;
	}

	Body read(HttpServletRequest request) {
		try {
			long length = request.getContentLengthLong();
			return (length >= 0 && length <= FIRST_BUFFER) ? readShort(request.getInputStream(), (int) length)
					: readLong(request.getInputStream(), length);
		}
		catch (SocketTimeoutException ex) {
			return new Body.Refused(Refusal.TOO_SLOW);
		}
		catch (IOException ex) {
			return new Body.Refused(Refusal.BROKEN_BODY);
		}
	}

	/** The usual case: it fits one buffer and is there already. */
	private Body readShort(InputStream input, int length) throws IOException {
		long deadline = System.nanoTime() + this.patience.toNanos();
		byte[] bytes = new byte[length];
		int count = 0;
		while (count < length) {
			int read = input.read(bytes, count, length - count);
			if (read < 0) {
				return new Body.Refused(Refusal.BROKEN_BODY);
			}
			count += read;
			if (count < length && System.nanoTime() - deadline > 0) {
				return new Body.Refused(Refusal.TOO_SLOW);
			}
		}
		return new Body.Complete(bytes);
	}

	/** The room grows with what has come, not with what a header promises. */
	private Body readLong(InputStream input, long length) throws IOException {
		long deadline = System.nanoTime() + this.patience.toNanos();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BUFFER);
		byte[] buffer = new byte[FIRST_BUFFER];
		int read = input.read(buffer);
		while (read >= 0) {
			bytes.write(buffer, 0, read);
			if (bytes.size() > this.limit) {
				return new Body.Refused(Refusal.TOO_LARGE);
			}
			if (System.nanoTime() - deadline > 0) {
				return new Body.Refused(Refusal.TOO_SLOW);
			}
			read = input.read(buffer);
		}
		return (length < 0 || bytes.size() == length) ? new Body.Complete(bytes.toByteArray())
				: new Body.Refused(Refusal.BROKEN_BODY);
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
