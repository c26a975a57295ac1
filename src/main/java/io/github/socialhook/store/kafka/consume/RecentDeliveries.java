package io.github.socialhook.store.kafka.consume;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.store.kafka.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The latest deliveries of one partition, to tell which are there twice. Not thread-safe.
 */
public final class RecentDeliveries {

	/** So many are remembered, however old they are. */
	private static final int FEWEST = 4096;

	private final DedupeWindows windows;

	private final long begin;

	/** In the order of the log. */
	private final Map<Content, Seen> seen = new LinkedHashMap<>();

	/**
	 * Creates it, without any, for somebody who does not ask from where to read again.
	 * @param windows the times within which the same bytes are a repeat
	 */
	public RecentDeliveries(DedupeWindows windows) {
		this(windows, Long.MAX_VALUE);
	}

	/**
	 * Creates it, without any.
	 * @param windows the times within which the same bytes are a repeat
	 * @param begin the offset of the first record that is to be read
	 */
	public RecentDeliveries(DedupeWindows windows, long begin) {
		this.windows = windows;
		this.begin = begin;
	}

	/**
	 * Takes note of the next record.
	 * @param record the record
	 * @param offset its offset
	 * @return true if it repeats an earlier one
	 */
	public boolean isRepeat(LogRecord record, long offset) {
		return findRepeated(record, offset) != null;
	}

	/**
	 * Takes note of the next record.
	 * @param record the record
	 * @param offset its offset
	 * @return the earlier one that it repeats; null if it repeats none
	 */
	public @Nullable Seen findRepeated(LogRecord record, long offset) {
		Delivery delivery = record.delivery();
		Duration window = this.windows.of(delivery);
		Content content = Content.of(record, window);
		Seen earlier = this.seen.get(content);
		if (earlier != null && earlier.isWithin(window, delivery.receivedAt())) {
			return earlier;
		}
		this.seen.remove(content);
		this.seen.put(content, new Seen(offset, delivery.receivedAt()));
		forget(delivery.receivedAt().minus(this.windows.longest()));
		return null;
	}

	private void forget(Instant before) {
		Iterator<Seen> oldest = this.seen.values().iterator();
		while (this.seen.size() > FEWEST && oldest.next().receivedAt().isBefore(before)) {
			oldest.remove();
		}
	}

	/**
	 * Returns from which record on all must be read to remember the same, or what is to
	 * be remembered once the first record is read.
	 * @param position the position of the handler
	 * @return the offset of the first record; not after the position
	 */
	public long readAgainFrom(long position) {
		long first = this.seen.isEmpty() ? this.begin : this.seen.values().iterator().next().offset();
		return Math.min(position, first);
	}

	/**
	 * A record that is remembered.
	 *
	 * @param offset its offset
	 * @param receivedAt when its delivery was received
	 */
	public record Seen(long offset, Instant receivedAt) {

		/** The same accept id comes with the same time. */
		boolean isWithin(Duration window, Instant time) {
			return this.receivedAt.equals(time) || Duration.between(this.receivedAt, time).abs().compareTo(window) < 0;
		}

	}

	/** What makes two records the same: half a digest, to save memory. */
	private record Content(long high, long low) {

		/** Where the same bytes are never a repeat, the accept id decides alone. */
		static Content of(LogRecord record, Duration window) {
			try {
				MessageDigest digest = MessageDigest.getInstance("SHA-256");
				digest.update(record.delivery().endpoint().value().getBytes(StandardCharsets.UTF_8));
				digest.update((byte) 0);
				digest.update(record.delivery().payload().digest());
				if (window.isZero()) {
					digest.update(record.acceptId().toString().getBytes(StandardCharsets.UTF_8));
				}
				ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
				return new Content(bytes.getLong(), bytes.getLong());
			}
			catch (NoSuchAlgorithmException ex) {
				// Every Java platform is required to support SHA-256.
				throw new IllegalStateException(ex);
			}
		}

	}

}
