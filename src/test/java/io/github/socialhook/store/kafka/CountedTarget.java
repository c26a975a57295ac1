package io.github.socialhook.store.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.spill.Spill;
import io.github.socialhook.store.spill.SpillTarget;

/** Counts how often another target is tried with a delivery that has just arrived. */
final class CountedTarget implements SpillTarget {

	private final SpillTarget target;

	private final AtomicInteger puts = new AtomicInteger();

	CountedTarget(SpillTarget target) {
		this.target = target;
	}

	int puts() {
		return this.puts.get();
	}

	@Override
	public String name() {
		return this.target.name();
	}

	@Override
	public String newKey() {
		return this.target.newKey();
	}

	@Override
	public Receipt put(Delivery delivery, String key, Duration timeout) {
		this.puts.incrementAndGet();
		return this.target.put(delivery, key, timeout);
	}

	@Override
	public boolean isWritable() {
		return this.target.isWritable();
	}

	@Override
	public Optional<Outage> lastOutage() {
		return this.target.lastOutage();
	}

	@Override
	public Result write(List<Spill.Spilled> batch, Duration timeout) {
		return this.target.write(batch, timeout);
	}

}
