package io.github.socialhook;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import io.github.socialhook.RandomFaults.Form;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes over a PostgreSQL that suffers one fault after another, in random order and
 * under load: nothing acknowledged is lost, nothing gets stuck, nothing is handled twice
 * but for what a killed node was at, and the log stays short.
 */
@RunsBesideOthers
class RandomFaultTests {

	private static final Log logger = LogFactory.getLog(RandomFaultTests.class);

	private static final String DEADLOCK = "40P01";

	/** The nodes have a role of their own, because others change its settings. */
	private static final String ROLE = "node";

	private final Map<String, NodeStore.Unsettled> deaths = new HashMap<>();

	@TempDir
	private Path folder;

	private PostgresServer server;

	/** Before the second node, where there is one. */
	private @Nullable PgBouncer pooler;

	private Fleet fleet;

	private Callers callers;

	private RandomFaults<Fault> faults;

	private boolean serializable;

	@Test
	void bearsEachFaultOnce() throws Exception {
		suffer(Form.once(Duration.ofMillis(600), 30));
	}

	@Test
	@Tag("soak")
	void bearsRandomFaultsForTwentyMinutes() throws Exception {
		suffer(Form.SOAK);
	}

	private void suffer(Form form) throws Exception {
		this.faults = new RandomFaults<>(Fault.class, form);
		this.server = new PostgresServer(this.folder);
		this.server.start();
		this.server.sql().sql("CREATE ROLE " + ROLE + " SUPERUSER LOGIN").update();
		String url = this.server.url("postgres", ROLE);
		this.pooler = PgBouncer.isInstalled() ? PgBouncer.start(this.folder, this.server, ROLE) : null;
		String pooled = (this.pooler != null) ? this.pooler.url() : url;
		try (Fleet nodes = this.faults.fleet(NodeStore.postgres(url, pooled), this.folder, Stream.empty());
				Callers all = RandomFaults.callers(400, nodes)) {
			this.fleet = nodes;
			this.callers = all;
			nodes.startAll();
			this.faults.strikeAll(faults(), nodes, all, 8, this::strike);
			assertThat(all.otherAnswers).isEmpty();
			nodes.awaitAllSettled(all);
			nodes.stopAll();
			judge();
		}
		finally {
			if (this.pooler != null) {
				this.pooler.close();
			}
			this.server.close();
		}
	}

	private Set<Fault> faults() {
		Set<Fault> all = EnumSet.allOf(Fault.class);
		if (this.pooler == null) {
			logger.info("PgBouncer is not installed here, so that it cannot be restarted");
			all.remove(Fault.POOLER_RESTARTED);
		}
		return all;
	}

	private void strike(Fault fault, Duration time) throws Exception {
		switch (fault) {
			case SERVER_FROZEN -> {
				this.server.freeze();
				RandomFaults.pass(time);
				this.server.thaw();
			}
			case SERVER_KILLED -> {
				this.server.kill();
				RandomFaults.pass(time);
				this.server.start();
			}
			case FAILOVER_TO_A_STANDBY -> {
				this.server.close();
				this.server.startAsStandby();
				RandomFaults.pass(time);
				this.server.promote();
			}
			case CONNECTIONS_CUT -> this.server.terminateConnections();
			case ANALYZED -> this.server.sql().sql("ANALYZE").update();
			case TABLE_LOCKED -> lockTables(time);
			case ISOLATION_CHANGED -> changeIsolation();
			case POOLER_RESTARTED -> restartPooler(time);
			case NODE_KILLED -> killNode();
		}
	}

	/** As a change of the schema does, or a repack. */
	private void lockTables(Duration time) throws Exception {
		try (Connection connection = DriverManager.getConnection(this.server.url());
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			while (!isLocked(connection, statement)) {
				logger.info("The tables were locked the other way round, and are tried again");
			}
			RandomFaults.pass(time);
			connection.rollback();
		}
	}

	/** The server may end a deadlock with a node at the cost of this side. */
	private static boolean isLocked(Connection connection, Statement statement) throws SQLException {
		try {
			statement.execute("LOCK TABLE socialhook_delivery, socialhook_task IN ACCESS EXCLUSIVE MODE");
			return true;
		}
		catch (SQLException ex) {
			if (!DEADLOCK.equals(ex.getSQLState())) {
				throw ex;
			}
			connection.rollback();
			return false;
		}
	}

	/** For all the sessions that begin afterwards. */
	private void changeIsolation() {
		this.serializable = !this.serializable;
		this.server.sql()
			.sql("ALTER ROLE " + ROLE + " SET default_transaction_isolation = "
					+ (this.serializable ? "serializable" : "'repeatable read'"))
			.update();
		this.server.terminateConnections();
	}

	private void restartPooler(Duration time) throws Exception {
		if (this.pooler != null) {
			this.pooler.stop();
			RandomFaults.pass(time);
			this.pooler.start();
		}
	}

	private void killNode() throws Exception {
		Random random = this.faults.random();
		Node victim = this.fleet.node(random.nextInt(this.fleet.size()));
		this.fleet.killAtWork(victim, this.callers, random);
		this.deaths.put(victim.process(), this.fleet.store().unsettled());
		victim.start();
	}

	private void judge() throws Exception {
		Map<String, Long> stored = this.fleet.store().bodies();
		this.faults.judge(this.fleet, this.callers, stored.values(), this.deaths);
		assertThat(stored.keySet().containsAll(this.callers.acknowledged)).as("Nothing is lost").isTrue();
		assertThat(this.callers.sent.containsAll(stored.keySet())).isTrue();
	}

	/** What can happen. */
	private enum Fault {

		SERVER_FROZEN, SERVER_KILLED, FAILOVER_TO_A_STANDBY, CONNECTIONS_CUT, ANALYZED, TABLE_LOCKED, ISOLATION_CHANGED,
		POOLER_RESTARTED, NODE_KILLED

	}

}
