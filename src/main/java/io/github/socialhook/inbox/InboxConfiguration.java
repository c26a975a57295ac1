package io.github.socialhook.inbox;

import java.sql.SQLException;
import java.time.InstantSource;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/** Wires the inbox. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties({ InboxProperties.class, RetentionProperties.class })
class InboxConfiguration {

	@Bean
	@ConditionalOnMissingBean
	InstantSource socialhookClock() {
		return InstantSource.system();
	}

	@Bean
	Store inboxStore(DataSource dataSource, ObjectProvider<JdbcConnectionDetails> details, InstantSource clock)
			throws SQLException {
		JdbcConnectionDetails known = details.getIfAvailable();
		String url = (known != null) ? known.getJdbcUrl() : Store.urlOf(dataSource);
		return Store.open(dataSource, url, clock);
	}

	@Bean(initMethod = "start")
	GroupWriter inboxWriter(Store store) {
		return new GroupWriter(store, "socialhook-writer");
	}

	/**
	 * A server works for two at once, so what went well does not keep what arrives
	 * waiting. Absent where the store has room for one writer only.
	 */
	@Bean(initMethod = "start", defaultCandidate = false)
	@Nullable GroupWriter successWriter(Store store) {
		return store.isRemote() ? new GroupWriter(store, "socialhook-success-writer") : null;
	}

	@Bean
	HandOver inboxHandOver() {
		return new HandOver();
	}

	/** Absent where no other process can have anything to say. */
	@Bean(initMethod = "start")
	@Nullable PostgresBell inboxBell(Store store, HandOver handOver) {
		return store.bell(handOver::storeHasDue);
	}

	/** Absent where the store is a local file itself. */
	@Bean
	@Nullable Spill inboxSpill(Store store, InboxProperties properties, InstantSource clock) {
		return store.isRemote() ? Spill.open(properties.spillFile(), properties.acceptTimeout().dividedBy(2), clock)
				: null;
	}

	@Bean(initMethod = "start")
	@Nullable SpillMover spillMover(Store store, ObjectProvider<Spill> spill, GroupWriter writer, HandOver handOver,
			InboxProperties properties, InstantSource clock) {
		Spill present = spill.getIfAvailable();
		if (present == null) {
			return null;
		}
		SpillMover mover = new SpillMover(present, writer, handOver, database(writer, handOver, properties, clock),
				properties.dedupeWindow());
		if (!store.isCurrent()) {
			mover.noteOutage();
		}
		return mover;
	}

	@Bean
	Inbox inbox(GroupWriter writer, HandOver handOver, ObjectProvider<Spill> spill, ObjectProvider<SpillMover> mover,
			InboxProperties properties, InstantSource clock) {
		Spill present = spill.getIfAvailable();
		SpillMover moving = mover.getIfAvailable();
		if (present != null && moving != null) {
			return new SpillingInbox(database(writer, handOver, properties, clock), present, moving);
		}
		return new JdbcInbox(writer, handOver, properties.dedupeWindow(), properties.acceptTimeout(), clock);
	}

	/** Leaves half of the budget for the spill. */
	private static Inbox database(GroupWriter writer, HandOver handOver, InboxProperties properties,
			InstantSource clock) {
		return new JdbcInbox(writer, handOver, properties.dedupeWindow(), properties.acceptTimeout().dividedBy(2),
				clock);
	}

	@Bean(destroyMethod = "")
	WorkQueue workQueue(GroupWriter writer, @Qualifier("successWriter") ObjectProvider<GroupWriter> successes,
			HandOver handOver, InstantSource clock) {
		return new JdbcWorkQueue(writer, successes.getIfAvailable(() -> writer), handOver, clock);
	}

	@Bean
	Ledger ledger(Store store, InstantSource clock) {
		return new JdbcLedger(store.reader(), clock);
	}

	@Bean
	Pauses pauses(Store store, GroupWriter writer, InstantSource clock) {
		return new JdbcPauses(writer, store.reader(), clock);
	}

	@Bean(initMethod = "start")
	ReplayWorker replayWorker(Store store, GroupWriter writer, HandOver handOver, InstantSource clock) {
		return new ReplayWorker(store, writer, handOver, clock);
	}

	@Bean
	Replayer replayer(Store store, GroupWriter writer, HandOver handOver, ReplayWorker worker, InstantSource clock) {
		return new JdbcReplayer(writer, handOver, store.reader(), worker, clock);
	}

	@Bean(initMethod = "start")
	ClockWatch clockWatch(Store store, GroupWriter writer, InstantSource clock) {
		return new ClockWatch(writer, store.reader(), clock);
	}

	@Bean(initMethod = "start", destroyMethod = "stop")
	Retention retention(Store store, GroupWriter writer, RetentionProperties retention, InboxProperties properties,
			InstantSource clock) {
		return new Retention(writer, store.reader(), retention, properties.dedupeWindow(), clock);
	}

}
