package io.github.socialhook;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
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

	private static final int MAX_LOG = 1_000_000;

	private static final String DEADLOCK = "40P01";

	/** The nodes have a role of their own, because others change its settings. */
	private static final String ROLE = "node";

	/** That a handler failed is said each time, and is not what this is about. */
	private static final String QUIET = "--logging.level.io.github.socialhook.dispatch.attempt.AttemptRecorder=error";

	private final Map<String, NodeStore.Unsettled> deaths = new HashMap<>();

	@TempDir
	private Path folder;

	private PostgresServer server;

	/** Before the second node, where there is one. */
	private @Nullable PgBouncer pooler;

	private Fleet fleet;

	private Callers callers;

	private Random random;

	private boolean serializable;

	@Test
	void bearsEachFaultOnce() throws Exception {
		// A busy machine may take its time; how soon is for the long form.
		suffer(Duration.ZERO, Duration.ofMillis(600), 30, "--socialhook.accept-timeout=10s");
	}

	@Test
	@Tag("soak")
	void bearsRandomFaultsForTwentyMinutes() throws Exception {
		suffer(Duration.ofMinutes(20), Duration.ofSeconds(4), 1000);
	}

	private void suffer(Duration atLeast, Duration longest, int mostBetween, String... arguments) throws Exception {
		long seed = System.nanoTime();
		logger.info("The seed is " + seed);
		this.random = new Random(seed);
		this.server = new PostgresServer(this.folder);
		this.server.start();
		this.server.sql().sql("CREATE ROLE " + ROLE + " SUPERUSER LOGIN").update();
		String url = this.server.url("postgres", ROLE);
		this.pooler = PgBouncer.isInstalled() ? PgBouncer.start(this.folder, this.server, ROLE) : null;
		String pooled = (this.pooler != null) ? this.pooler.url() : url;
		try (Fleet nodes = new Fleet(NodeStore.postgres(url, pooled), this.folder,
				Stream.concat(Stream.of(QUIET), Arrays.stream(arguments)).toArray(String[]::new));
				Callers all = new Callers(400, Integer.MAX_VALUE, nodes::ports, Duration.ofMillis(100), 3)) {
			this.fleet = nodes;
			this.callers = all;
			nodes.startAll();
			all.start(8, seed);
			Map<Fault, Integer> suffered = sufferAll(System.nanoTime() + atLeast.toNanos(), longest, mostBetween);
			nodes.awaitAll();
			all.stop();
			assertThat(all.otherAnswers).isEmpty();
			nodes.awaitAllSettled(all);
			nodes.stopAll();
			judge(suffered);
		}
		finally {
			if (this.pooler != null) {
				this.pooler.close();
			}
			this.server.close();
		}
	}

	private Map<Fault, Integer> sufferAll(long end, Duration longest, int mostBetween) throws Exception {
		Map<Fault, Integer> suffered = new EnumMap<>(Fault.class);
		do {
			List<Fault> faults = new ArrayList<>(Arrays.asList(Fault.values()));
			if (this.pooler == null) {
				logger.info("PgBouncer is not installed here, so that it cannot be restarted");
				faults.remove(Fault.POOLER_RESTARTED);
			}
			Collections.shuffle(faults, this.random);
			for (Fault fault : faults) {
				strike(fault, longest);
				suffered.merge(fault, 1, Integer::sum);
				int enough = this.callers.acknowledged.size() + 1 + this.random.nextInt(mostBetween);
				Awaitility.await().until(() -> this.callers.acknowledged.size() >= enough);
			}
		}
		while (System.nanoTime() - end < 0);
		return suffered;
	}

	private void strike(Fault fault, Duration longest) throws Exception {
		Duration time = longest.dividedBy(2).plusMillis(this.random.nextLong(longest.toMillis() / 2));
		logger.info(fault + " for " + time.toMillis() + " ms after " + this.callers.acknowledged.size()
				+ " acknowledged deliveries");
		switch (fault) {
			case SERVER_FROZEN -> {
				this.server.freeze();
				pass(time);
				this.server.thaw();
			}
			case SERVER_KILLED -> {
				this.server.kill();
				pass(time);
				this.server.start();
			}
			case FAILOVER_TO_A_STANDBY -> {
				this.server.close();
				this.server.startAsStandby();
				pass(time);
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
			pass(time);
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
			pass(time);
			this.pooler.start();
		}
	}

	private void killNode() throws Exception {
		Node victim = this.fleet.node(this.random.nextInt(this.fleet.size()));
		this.fleet.killAtWork(victim, this.callers, this.random);
		this.deaths.put(victim.process(), this.fleet.store().unsettled());
		victim.start();
	}

	private void judge(Map<Fault, Integer> suffered) throws Exception {
		Map<String, Long> stored = this.fleet.store().bodies();
		assertThat(stored.keySet().containsAll(this.callers.acknowledged)).as("Nothing is lost").isTrue();
		assertThat(this.callers.sent.containsAll(stored.keySet())).isTrue();
		Chronicle chronicle = Chronicle.read(this.fleet.diary());
		for (String handler : List.of("steady", "shaky")) {
			assertThat(chronicle.handledBy(handler).containsAll(stored.values())).as("Nothing is stuck").isTrue();
		}
		Map<Chronicle.Attempt, List<String>> begun = chronicle.begun();
		long logged = 0;
		for (int i = 0; i < this.fleet.size(); i++) {
			logged += this.fleet.node(i).logged();
		}
		logger.info(suffered + ": " + this.callers.acknowledged.size() + " acknowledged, the slowest after "
				+ this.callers.slowest().toMillis() + " ms, " + stored.size() + " stored and handled in " + begun.size()
				+ " attempts, " + this.callers.repeats.get() + " sent again, " + logged + " characters logged");
		assertThat(chronicle.repeatedButForKills(this.deaths)).isEmpty();
		assertThat(logged).isLessThan(MAX_LOG);
	}

	/** Lets time pass for the traffic. */
	private static void pass(Duration time) {
		Awaitility.await()
			.pollDelay(time.toMillis(), TimeUnit.MILLISECONDS)
			.timeout(time.plus(Timeouts.GENEROUS))
			.until(() -> true);
	}

	/** What can happen. */
	private enum Fault {

		SERVER_FROZEN, SERVER_KILLED, FAILOVER_TO_A_STANDBY, CONNECTIONS_CUT, ANALYZED, TABLE_LOCKED, ISOLATION_CHANGED,
		POOLER_RESTARTED, NODE_KILLED

	}

}
