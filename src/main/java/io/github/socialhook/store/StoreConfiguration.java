package io.github.socialhook.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import javax.sql.DataSource;

import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.ReferenceResolver;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.SocialhookDataSource;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.audit.JdbcAuditLog;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.ledger.JdbcLedger;
import io.github.socialhook.store.queue.JdbcInbox;
import io.github.socialhook.store.queue.JdbcPauses;
import io.github.socialhook.store.queue.JdbcWorkQueue;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.StoreFile;
import io.github.socialhook.store.queue.WakeUpListener;
import io.github.socialhook.store.reference.ReferenceIndexer;
import io.github.socialhook.store.replay.BodySource;
import io.github.socialhook.store.replay.DeliverySource;
import io.github.socialhook.store.replay.JdbcReplayer;
import io.github.socialhook.store.replay.ReplayWorker;
import io.github.socialhook.store.salvage.FileSalvage;
import io.github.socialhook.store.spill.DatabaseTarget;
import io.github.socialhook.store.spill.DirectInbox;
import io.github.socialhook.store.spill.JdbcSpills;
import io.github.socialhook.store.spill.Spill;
import io.github.socialhook.store.spill.SpillMover;
import io.github.socialhook.store.spill.SpillRegister;
import io.github.socialhook.store.spill.SpillTarget;
import io.github.socialhook.store.spill.SpillingInbox;
import io.github.socialhook.store.sqlite.SqliteDialect;
import io.github.socialhook.store.traffic.TrafficLog;
import io.github.socialhook.store.upkeep.RetentionProperties;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.traffic.TrafficCounter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

/** Wires the inbox, except in a test that has one in memory. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class, afterName = LogConfiguration.KAFKA)
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(Inbox.class)
@EnableConfigurationProperties({ StoreProperties.class, RetentionProperties.class })
@Import({ LogConfiguration.class, UpkeepConfiguration.class })
class StoreConfiguration {

	private static final Log logger = LogFactory.getLog(StoreConfiguration.class);

	/** Found by its name alone, so that the clocks of a host application stay its own. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "socialhookClock")
	InstantSource socialhookClock() {
		return InstantSource.system();
	}

	@Bean
	StoreDatabase socialhookDatabase(@SocialhookDataSource ObjectProvider<DataSource> marked,
			ObjectProvider<DataSource> candidates, ObjectProvider<JdbcConnectionDetails> details) throws SQLException {
		DataSource own = marked.getIfAvailable();
		return (own != null) ? StoreDatabase.of(own, null) : StoreDatabase.choose(candidates, details.getIfAvailable());
	}

	@Bean(destroyMethod = "")
	QueueDialect socialhookDialect(StoreDatabase database) {
		return Dialects.of(database.url());
	}

	@Bean
	Store socialhookStore(StoreDatabase database, QueueDialect dialect,
			@Qualifier("socialhookClock") InstantSource clock, ObjectProvider<DataSourcePoolMetadataProvider> pools) {
		PoolSize.require(database.dataSource(), dialect, pools.orderedStream().toList());
		return Store.open(database.dataSource(), database.url(), dialect, new LeaseRecovery(dialect, clock));
	}

	@Bean(initMethod = "start")
	GroupWriter socialhookWriter(Store store, @Qualifier("socialhookClock") InstantSource clock) {
		return new GroupWriter(store, "socialhook-writer", clock);
	}

	/** Absent where the store is a server. */
	@Bean(initMethod = "start")
	@Nullable StoreFile socialhookStoreFile(StoreDatabase database, QueueDialect dialect, GroupWriter writer,
			@Qualifier("socialhookClock") InstantSource clock) {
		return dialect.storeFile(database.dataSource(), writer, clock);
	}

	/**
	 * A server works for two at once, so what went well does not keep what arrives
	 * waiting. Absent where the store has room for one writer only.
	 */
	@Bean(initMethod = "start", defaultCandidate = false)
	@Nullable GroupWriter socialhookSuccessWriter(Store store, @Qualifier("socialhookClock") InstantSource clock) {
		return store.isRemote() ? new GroupWriter(store, "socialhook-success-writer", clock) : null;
	}

	@Bean
	LocalHandoff socialhookLocalHandoff() {
		return new LocalHandoff();
	}

	/** Absent where no other process can have anything to say. */
	@Bean(initMethod = "start")
	@Nullable WakeUpListener socialhookWakeUpListener(StoreDatabase database, QueueDialect dialect, LocalHandoff handoff) {
		return dialect.listener(database.dataSource(), handoff::storeHasDue);
	}

	/** Absent where the store is a local file itself, or no local file can be used. */
	@Bean
	@Nullable Spill socialhookSpill(Store store, StoreProperties properties, @Qualifier("socialhookClock") InstantSource clock) {
		if (!store.isRemote()) {
			return null;
		}
		if (!Dialects.knowFiles()) {
			logger.warn("While PostgreSQL is unavailable, webhooks are refused with 503, because there is no SQLite "
					+ "driver to keep them in a local file. To keep them, add the dependency org.xerial:sqlite-jdbc and "
					+ "a folder that survives a restart for " + properties.spillFile().toAbsolutePath());
			return null;
		}
		logger.info("While PostgreSQL is unavailable, deliveries are kept in " + properties.spillFile().toAbsolutePath()
				+ ". Its folder must survive a restart");
		String url = "jdbc:sqlite:" + properties.spillFile();
		return Spill.open(url, Dialects.of(url), properties.acceptTimeout().dividedBy(2), clock);
	}

	@Bean
	Spills socialhookSpills(Store store, GroupWriter writer) {
		return store.isRemote() ? new JdbcSpills(writer, store.reader()) : Spills.none();
	}

	/** Closed after whatever can change the spill. */
	@Bean(initMethod = "start")
	@Nullable SpillRegister socialhookSpillRegister(ObjectProvider<Spill> spill, Spills spills, StoreProperties properties) {
		Spill present = spill.getIfAvailable();
		return (present != null && spills instanceof JdbcSpills table)
				? new SpillRegister(present, properties.spillFile(), table, SpillRegister.LAST_TIMEOUT) : null;
	}

	@Bean(initMethod = "start")
	@DependsOn("socialhookSpillRegister")
	@Nullable SpillMover socialhookSpillMover(Store store, ObjectProvider<Spill> spill, SpillTarget target) {
		Spill present = spill.getIfAvailable();
		if (present == null) {
			return null;
		}
		SpillMover mover = new SpillMover(present, target);
		if (!store.isCurrent()) {
			mover.noteOutage();
		}
		return mover;
	}

	/** Leaves half of the budget for the spill. */
	@Bean
	@ConditionalOnMissingBean
	SpillTarget socialhookSpillTarget(GroupWriter writer, LocalHandoff handoff, QueueDialect dialect,
			ObjectProvider<Spill> spill, StoreProperties properties, DedupeWindows windows,
			@Qualifier("socialhookClock") InstantSource clock) {
		Duration timeout = properties.acceptTimeout().dividedBy((spill.getIfAvailable() != null) ? 2 : 1);
		return new DatabaseTarget(writer, handoff, dialect, new JdbcInbox.Limits(windows, timeout), clock);
	}

	@Bean
	@DependsOn("socialhookSpillRegister")
	Inbox socialhookInbox(SpillTarget target, ObjectProvider<Spill> spill, ObjectProvider<SpillMover> mover,
			StoreProperties properties) {
		Spill present = spill.getIfAvailable();
		SpillMover moving = mover.getIfAvailable();
		return (present != null && moving != null)
				? new SpillingInbox(target, present, moving, properties.acceptTimeout())
				: new DirectInbox(target, properties.acceptTimeout());
	}

	@Bean(destroyMethod = "")
	WorkQueue socialhookWorkQueue(GroupWriter writer,
			@Qualifier("socialhookSuccessWriter") ObjectProvider<GroupWriter> successes, LocalHandoff handoff,
			QueueDialect dialect, @Qualifier("socialhookClock") InstantSource clock) {
		return new JdbcWorkQueue(writer, successes.getIfAvailable(() -> writer), handoff, dialect, clock);
	}

	/** For the one file that there is: the store itself, or the spill. */
	@Bean(initMethod = "start")
	@Nullable FileSalvage socialhookSalvage(GroupWriter writer, QueueDialect dialect, LocalHandoff handoff,
			ObjectProvider<Spill> spill) {
		Spill present = spill.getIfAvailable();
		if (present != null && present.dialect() instanceof SqliteDialect sqlite) {
			return new FileSalvage(present.writer(), sqlite.damagedFiles(), present::noteSalvaged);
		}
		return (dialect instanceof SqliteDialect sqlite)
				? new FileSalvage(writer, sqlite.damagedFiles(), (moved) -> handoff.storeHasDue()) : null;
	}

	@Bean
	Ledger socialhookLedger(Store store, QueueDialect dialect, @Qualifier("socialhookClock") InstantSource clock) {
		return new JdbcLedger(store.reader(), dialect, clock);
	}

	@Bean
	Pauses socialhookPauses(Store store, GroupWriter writer, @Qualifier("socialhookClock") InstantSource clock) {
		return new JdbcPauses(writer, store.reader(), clock);
	}

	@Bean
	AuditLog socialhookAuditLog(Store store, GroupWriter writer, @Qualifier("socialhookClock") InstantSource clock) {
		return new JdbcAuditLog(writer, store.reader(), clock);
	}

	@Bean
	TrafficCounter socialhookTrafficCounter() {
		return new TrafficCounter();
	}

	@Bean(initMethod = "start")
	TrafficLog socialhookTrafficLog(Store store, GroupWriter writer, QueueDialect dialect, TrafficCounter counter,
			@Qualifier("socialhookClock") InstantSource clock) {
		return new TrafficLog(writer, store.reader(), dialect.holder(), counter, clock);
	}

	@Bean(initMethod = "start")
	ReplayWorker socialhookReplayWorker(Store store, GroupWriter writer, LocalHandoff handoff, QueueDialect dialect,
			ObjectProvider<BodySource> bodies, ObjectProvider<DeliverySource> source,
			@Qualifier("socialhookClock") InstantSource clock) {
		return new ReplayWorker(store.reader(), writer, handoff, dialect,
				bodies.getIfAvailable(() -> BodySource.COMPLETE), source.getIfAvailable(), clock);
	}

	@Bean
	JdbcReplayer socialhookReplayer(Store store, GroupWriter writer, LocalHandoff handoff, QueueDialect dialect,
			ReplayWorker worker, ObjectProvider<BodySource> bodies, @Qualifier("socialhookClock") InstantSource clock) {
		return new JdbcReplayer(writer, handoff, dialect, store.reader(), worker,
				bodies.getIfAvailable(() -> BodySource.COMPLETE), clock);
	}

	@Bean(initMethod = "start")
	ReferenceIndexer socialhookReferenceIndexer(Store store, GroupWriter writer, QueueDialect dialect,
			ObjectProvider<ReferenceResolver> resolver, @Qualifier("socialhookClock") InstantSource clock) {
		return new ReferenceIndexer(store, writer, dialect, resolver.getIfAvailable(() -> (delivery) -> Set.of()),
				clock);
	}

}
