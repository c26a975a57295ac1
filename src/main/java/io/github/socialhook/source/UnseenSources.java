package io.github.socialhook.source;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.Source;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Logs once a day from which addresses of Social+ no request has come yet. */
final class UnseenSources {

	static final long INTERVAL = TimeUnit.DAYS.toNanos(1);

	private static final Log logger = LogFactory.getLog(SourceCheck.class);

	private final Set<Source> unseen = ConcurrentHashMap.newKeySet();

	private final LongSupplier nanos;

	private final AtomicLong nextLine;

	UnseenSources(Collection<Source> known, LongSupplier nanos) {
		this.unseen.addAll(known);
		this.nanos = nanos;
		this.nextLine = new AtomicLong(nanos.getAsLong() + INTERVAL);
	}

	void markSeen(Source source) {
		if (this.unseen.isEmpty()) {
			return;
		}
		this.unseen.remove(source);
		long now = this.nanos.getAsLong();
		long due = this.nextLine.get();
		if (now - due >= 0 && !this.unseen.isEmpty() && this.nextLine.compareAndSet(due, now + INTERVAL)) {
			logger.info("No request has arrived since startup from "
					+ this.unseen.stream().map(Source::name).sorted().collect(Collectors.joining(", "))
					+ ": Social+ may no longer send from there");
		}
	}

}
