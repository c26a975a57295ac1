package io.github.socialhook.store;

import java.time.InstantSource;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.inbox.UpkeepListener;
import io.github.socialhook.redaction.Redaction;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.tracing.JdbcReceiptTraces;
import io.github.socialhook.store.upkeep.ClockWatch;
import io.github.socialhook.store.upkeep.FailureSignatures;
import io.github.socialhook.store.upkeep.RedactionStart;
import io.github.socialhook.store.upkeep.Retention;
import io.github.socialhook.store.upkeep.RetentionProperties;
import io.github.socialhook.store.write.GroupWriter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wires the maintenance of the store, and what is kept beside the deliveries. */
@Configuration(proxyBeanMethods = false)
class UpkeepConfiguration {

	@Bean(initMethod = "start")
	ClockWatch socialhookClockWatch(Store store, GroupWriter writer,
			@Qualifier("socialhookClock") InstantSource clock) {
		return new ClockWatch(writer, store.reader(), clock);
	}

	@Bean(initMethod = "start")
	FailureSignatures socialhookFailureSignatures(Store store, GroupWriter writer) {
		return new FailureSignatures(writer, store);
	}

	/** Only where something is traced. */
	@Lazy
	@Bean(initMethod = "start")
	JdbcReceiptTraces socialhookReceiptTraces(Store store, GroupWriter writer) {
		return new JdbcReceiptTraces(writer, store);
	}

	@Bean(initMethod = "start")
	RedactionStart socialhookRedactionStart(Store store, GroupWriter writer, Redaction redaction,
			@Qualifier("socialhookClock") InstantSource clock) {
		return new RedactionStart(writer, store, redaction.toString(), clock);
	}

	@Bean(initMethod = "start", destroyMethod = "stop")
	Retention socialhookRetention(Store store, GroupWriter writer, RetentionProperties retention, DedupeWindows windows,
			@Qualifier("socialhookClock") InstantSource clock, ObjectProvider<UpkeepListener> listeners) {
		return new Retention(writer, store, retention.atLeast(windows.longest()), clock,
				UpkeepListener.of(listeners.orderedStream().toList()));
	}

}
