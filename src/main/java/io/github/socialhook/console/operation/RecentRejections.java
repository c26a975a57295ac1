package io.github.socialhook.console.operation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Rejection;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The latest requests that this node has rejected, up to a fixed number. Those to no
 * endpoint have a list of their own, so that scanners do not displace the others.
 */
public final class RecentRejections implements RequestListener {

	static final int CAPACITY = 500;

	private final Deque<Rejection> toEndpoints = new ArrayDeque<>();

	private final Deque<Rejection> toNone = new ArrayDeque<>();

	/** Creates an empty list. */
	public RecentRejections() {
	}

	@Override
	public void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
	}

	@Override
	public synchronized void rejected(Rejection rejection) {
		Deque<Rejection> latest = (rejection.endpoint() != null) ? this.toEndpoints : this.toNone;
		if (latest.size() == CAPACITY) {
			latest.removeLast();
		}
		latest.addFirst(rejection);
	}

	/**
	 * Lists the latest rejections.
	 * @param limit how many at most
	 * @return the latest first
	 */
	public synchronized List<Rejection> list(int limit) {
		return Stream.concat(this.toEndpoints.stream(), this.toNone.stream())
			.sorted(Comparator.comparing(Rejection::at).reversed())
			.limit(limit)
			.toList();
	}

}
