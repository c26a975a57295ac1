package io.github.socialhook.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class MutableClock implements InstantSource {

	private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");

	@Override
	public Instant instant() {
		return this.now;
	}

	public void advance(Duration time) {
		this.now = this.now.plus(time);
	}

}
