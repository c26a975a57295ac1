package io.github.socialhook.store.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.github.socialhook.inbox.Outage;
import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says why the log accepts no writes: when it is first noticed, and then once a minute.
 */
final class LogOutages {

	private static final Log logger = LogFactory.getLog(LogOutages.class);

	private final InstantSource clock;

	private LogLimit limit = new LogLimit();

	private volatile @Nullable Outage last;

	LogOutages(InstantSource clock) {
		this.clock = clock;
	}

	/** A write was not acknowledged. */
	synchronized void failed(String cause) {
		Outage outage = this.last;
		Instant now = this.clock.instant();
		boolean known = outage != null && !outage.over();
		this.last = new Outage((outage != null && known) ? outage.since() : now, now, false, cause);
		if (this.limit.isTime()) {
			logger
				.error("Kafka " + (known ? "still accepts no writes: " : "accepts no writes at the moment: ") + cause);
		}
	}

	/** A write was acknowledged. */
	void recovered() {
		Outage outage = this.last;
		if (outage != null && !outage.over()) {
			end();
		}
	}

	private synchronized void end() {
		Outage outage = this.last;
		if (outage != null && !outage.over()) {
			this.last = new Outage(outage.since(), outage.latest(), true, outage.cause());
			this.limit = new LogLimit();
			logger.info("Kafka accepts writes again");
		}
	}

	/** Returns the latest outage, if there was one. */
	Optional<Outage> last() {
		return Optional.ofNullable(this.last);
	}

}
