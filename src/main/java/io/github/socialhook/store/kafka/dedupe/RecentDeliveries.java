package io.github.socialhook.store.kafka.dedupe;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.store.kafka.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The latest deliveries of one partition, to tell which are there twice. Not thread-safe.
 */
public final class RecentDeliveries {

	/** How many bytes of memory each of them takes that is remembered. */
	public static final int BYTES = RecentRecords.BYTES;

	/** So many are remembered, however old they are. */
	private static final int FEWEST = 4096;

	private static final int SMALLEST = 256;

	private final DedupeWindows windows;

	private final long begin;

	private final IntSupplier most;

	private EndpointName endpoint = EndpointName.DEFAULT;

	private RecordContent endpointContent = RecordContent.of(this.endpoint);

	private RecentRecords seen = new RecentRecords(SMALLEST);

	/**
	 * Creates it, without any, for somebody who does not ask from where to read again.
	 * @param windows the times within which the same bytes are a repeat
	 * @param most the most that are remembered, however recent they are; at least 4,096
	 * are anyway
	 */
	public RecentDeliveries(DedupeWindows windows, IntSupplier most) {
		this(windows, most, Long.MAX_VALUE);
	}

	/**
	 * Creates it, without any.
	 * @param windows the times within which the same bytes are a repeat
	 * @param most the most that are remembered, however recent they are; at least 4,096
	 * are anyway
	 * @param begin the offset of the first record that is to be read
	 */
	public RecentDeliveries(DedupeWindows windows, IntSupplier most, long begin) {
		this.windows = windows;
		this.most = most;
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
		RecordContent content = contentOf(delivery.endpoint()).with(record, window);
		Seen earlier = this.seen.find(content.high(), content.low());
		if (earlier != null && earlier.isWithin(window, delivery.receivedAt())) {
			return earlier;
		}
		forget(delivery.receivedAt());
		this.seen.add(content.high(), content.low(), new Seen(offset, delivery.receivedAt()));
		return null;
	}

	/** Most follow one of the same endpoint. */
	private RecordContent contentOf(EndpointName name) {
		if (!name.equals(this.endpoint)) {
			this.endpoint = name;
			this.endpointContent = RecordContent.of(name);
		}
		return this.endpointContent;
	}

	/** Makes room for one that was received at some time. */
	private void forget(Instant time) {
		int limit = Math.max(this.most.getAsInt(), FEWEST);
		while (this.seen.size() >= limit
				|| (this.seen.size() >= FEWEST && this.seen.first().isBefore(time, this.windows.longest()))) {
			this.seen.removeFirst();
		}
		int size = this.seen.size();
		if (size == this.seen.capacity()) {
			this.seen = this.seen.resized(Math.min(size + size / 2, limit));
		}
		else if (size < this.seen.capacity() / 4 && size >= SMALLEST) {
			this.seen = this.seen.resized(this.seen.capacity() / 2);
		}
	}

	/**
	 * Returns from which record on all must be read to remember the same, or what is to
	 * be remembered once the first record is read.
	 * @param position the position of the handler
	 * @return the offset of the first record; not after the position
	 */
	public long readAgainFrom(long position) {
		long first = (this.seen.size() == 0) ? this.begin : this.seen.first().offset();
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

		private boolean isBefore(Instant time, Duration window) {
			return Duration.between(this.receivedAt, time).compareTo(window) > 0;
		}

	}

}
