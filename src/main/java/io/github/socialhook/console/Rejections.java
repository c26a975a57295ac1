package io.github.socialhook.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Rejection;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;

/** The latest requests that were not let in on this node: so many, whoever floods it. */
final class Rejections implements RequestListener {

	static final int MOST = 500;

	private final Deque<Rejection> latest = new ArrayDeque<>(MOST);

	@Override
	public void answered(EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
	}

	@Override
	public synchronized void rejected(Rejection rejection) {
		if (this.latest.size() == MOST) {
			this.latest.removeLast();
		}
		this.latest.addFirst(rejection);
	}

	/** The latest first. */
	synchronized List<Rejection> list(int most) {
		return this.latest.stream().limit(most).toList();
	}

}
