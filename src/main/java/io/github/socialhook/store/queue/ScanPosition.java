package io.github.socialhook.store.queue;

import java.time.Duration;

/**
 * How far a node has looked through what is due, in the order of acceptance. A database
 * may keep index entries of rows that are not due any more, for as long as someone still
 * sees them. A look that always began at the lowest number would pass all of them each
 * time; this one continues where the last one stopped, over a bounded span of numbers,
 * and begins again at the end or after a while.
 *
 * @param after the number up to which this pass has looked
 * @param span how many numbers the next look covers
 * @param startedNanos when this pass began, in the time of {@link System#nanoTime()}
 */
public record ScanPosition(long after, long span, long startedNanos) {

	private static final long SHORTEST_SPAN = 1000;

	private static final long WHOLE = Long.MAX_VALUE;

	private static final Duration SHORT_LOOK = Duration.ofMillis(4);

	private static final Duration LONG_LOOK = Duration.ofMillis(16);

	/** Rows with lower numbers that have become due again are found no later. */
	private static final Duration LONGEST_PASS = Duration.ofSeconds(10);

	/** Each look covers everything, from the lowest number on. */
	public static ScanPosition whole() {
		return new ScanPosition(0, WHOLE, System.nanoTime());
	}

	/** Looks begin with so many numbers, and cover more while that is quick. */
	public static ScanPosition bySpans(long span) {
		return new ScanPosition(0, span, System.nanoTime());
	}

	/** Where the next look begins: at the lowest number again if this pass is old. */
	public ScanPosition begin() {
		return (System.nanoTime() - this.startedNanos > LONGEST_PASS.toNanos()) ? restart() : this;
	}

	/** The last number that the next look covers. */
	public long to() {
		return isWhole() ? WHOLE : this.after + this.span;
	}

	public boolean isWhole() {
		return this.span == WHOLE;
	}

	/** The look found as much as it could take, up to this number. */
	public ScanPosition stopAt(long id) {
		return isWhole() ? this : new ScanPosition(id, this.span, this.startedNanos);
	}

	/** The look found nothing more in its span. */
	public ScanPosition passSpan(Duration took) {
		if (isWhole()) {
			return this;
		}
		long next = this.span;
		if (took.compareTo(SHORT_LOOK) < 0) {
			next = Math.min(2 * this.span, WHOLE / 4);
		}
		else if (took.compareTo(LONG_LOOK) > 0) {
			next = Math.max(SHORTEST_SPAN, this.span / 2);
		}
		return new ScanPosition(to(), next, this.startedNanos);
	}

	/** Begins a new pass. */
	public ScanPosition restart() {
		return new ScanPosition(0, this.span, System.nanoTime());
	}

}
