package io.github.socialhook.traffic;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * What came and was handled in some time.
 *
 * @param received how many deliveries were stored
 * @param duplicates how many genuine requests were duplicates
 * @param rejected how many requests were rejected
 * @param unavailable how many genuine requests could not be stored in time
 * @param handled how many deliveries were handled by all of their handlers
 * @param failed how many attempts of handlers failed
 * @param acks how many genuine requests were answered in the times of
 * {@link #ACK_MILLIS}, each without those before, and at last in more
 */
public record TrafficFigures(long received, long duplicates, long rejected, long unavailable, long handled, long failed,
		List<Long> acks) {

	/** Up to how many milliseconds the buckets of {@link #acks()} reach. */
	public static final List<Integer> ACK_MILLIS = List.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 1500);

	/** Nothing came and nothing was handled. */
	public static final TrafficFigures NONE = new TrafficFigures(0, 0, 0, 0, 0, 0,
			Collections.nCopies(ACK_MILLIS.size() + 1, 0L));

	/**
	 * Adds other figures.
	 * @param other the others
	 * @return the figures of both together
	 */
	public TrafficFigures plus(TrafficFigures other) {
		return new TrafficFigures(this.received + other.received, this.duplicates + other.duplicates,
				this.rejected + other.rejected, this.unavailable + other.unavailable, this.handled + other.handled,
				this.failed + other.failed,
				IntStream.range(0, this.acks.size()).mapToObj((i) -> this.acks.get(i) + other.acks.get(i)).toList());
	}

	/**
	 * Returns in how many milliseconds a share of the genuine requests was answered, as
	 * far as the buckets tell.
	 * @param share the share, from 0 to 1
	 * @return the time; null if there was none
	 */
	public @Nullable Double ackMillis(double share) {
		long number = this.acks.stream().mapToLong(Long::longValue).sum();
		double wanted = share * number;
		double lower = 0;
		long passed = 0;
		for (int i = 0; i < ACK_MILLIS.size() && number > 0; i++) {
			long inBucket = this.acks.get(i);
			if (inBucket > 0 && passed + inBucket >= wanted) {
				return lower + (ACK_MILLIS.get(i) - lower) * (wanted - passed) / inBucket;
			}
			passed += inBucket;
			lower = ACK_MILLIS.get(i);
		}
		return (number > 0) ? Double.valueOf(lower) : null;
	}

}
