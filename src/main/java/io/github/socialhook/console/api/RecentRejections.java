package io.github.socialhook.console.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Rejection;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;

/** The latest requests that this node has rejected, up to a fixed number. */
public final class RecentRejections implements RequestListener {

	static final int CAPACITY = 500;

	private final Deque<Rejection> latest = new ArrayDeque<>(CAPACITY);

	/** Creates an empty list. */
	public RecentRejections() {
	}

	@Override
	public void answered(EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
	}

	@Override
	public synchronized void rejected(Rejection rejection) {
		if (this.latest.size() == CAPACITY) {
			this.latest.removeLast();
		}
		this.latest.addFirst(rejection);
	}

	/** The latest first. */
	synchronized List<Rejection> list(int limit) {
		return this.latest.stream().limit(limit).toList();
	}

}
