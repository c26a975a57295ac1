package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process over a SQLite file that suffers one fault after another, in random order and
 * under load: nothing acknowledged is lost but what was on a spoilt page, nothing gets
 * stuck, nothing is handled twice but for what a dead process was at, and the log stays
 * short.
 */
@RunsBesideOthers
class FileFaultTests {

	private static final Log logger = LogFactory.getLog(FileFaultTests.class);

	private static final int MAX_LOG = 1_000_000;

	/** As many as the retention has to delete. */
	private static final int EXPIRED = 2000;

	private static final String QUIET = "--logging.level.io.github.socialhook.dispatch.attempt.AttemptRecorder=error";

	private final Excuses excuses = new Excuses();

	private final Set<String> deadly = new HashSet<>();

	@TempDir
	private Path folder;

	private Path data;

	private ForeignHand hand;

	private Fleet fleet;

	private Node node;

	private Callers callers;

	private Random random;

	private int unreadable;

	@Test
	void bearsEachFaultOnce() throws Exception {
		// A busy machine may take its time; how soon is for the long form.
		suffer(Duration.ZERO, Duration.ofMillis(300), 20, "--socialhook.accept-timeout=10s");
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
		this.data = Files.createDirectory(this.folder.resolve("data"));
		this.hand = new ForeignHand(this.data);
		String[] all = Stream
			.of(Stream.of(QUIET, "--spring.main.sources=" + DeadlyHandlers.class.getName()),
					Operator.arguments().stream(), Arrays.stream(arguments))
			.flatMap((each) -> each)
			.toArray(String[]::new);
		try (Fleet nodes = new Fleet(NodeStore.sqlite(this.data), this.folder, all);
				Callers senders = new Callers(200, Integer.MAX_VALUE, nodes::ports, Duration.ofMillis(100), 3)) {
			this.fleet = nodes;
			this.node = nodes.node(0);
			this.callers = senders;
			nodes.startAll();
			this.hand.storeExpired(EXPIRED);
			senders.start(6, seed);
			Map<Fault, Integer> suffered = sufferAll(System.nanoTime() + atLeast.toNanos(), longest, mostBetween);
			nodes.awaitAll();
			senders.stop();
			assertThat(senders.otherAnswers).isSubsetOf(503);
			nodes.store().setRunning(true);
			nodes.awaitAllSettled();
			nodes.store().setRunning(false);
			nodes.stopAll();
			judge(suffered);
		}
	}

	private Map<Fault, Integer> sufferAll(long end, Duration longest, int mostBetween) throws Exception {
		Map<Fault, Integer> suffered = new EnumMap<>(Fault.class);
		do {
			List<Fault> faults = new ArrayList<>(Arrays.asList(Fault.values()));
			Collections.shuffle(faults, this.random);
			for (Fault fault : faults) {
				awaitMore(1 + this.random.nextInt(mostBetween));
				Duration time = longest.dividedBy(2).plusMillis(this.random.nextLong(longest.toMillis() / 2));
				logger.info(fault + " for " + time.toMillis() + " ms after " + this.callers.acknowledged.size()
						+ " acknowledged deliveries");
				strike(fault, time);
				suffered.merge(fault, 1, Integer::sum);
			}
		}
		while (System.nanoTime() - end < 0);
		awaitMore(1);
		return suffered;
	}

	private void awaitMore(int number) {
		int enough = this.callers.acknowledged.size() + number;
		Awaitility.await().until(() -> this.callers.acknowledged.size() >= enough || !this.node.isAlive());
		assertThat(this.node.isAlive()).as(this.node.text()).isTrue();
	}

	private void strike(Fault fault, Duration time) throws Exception {
		switch (fault) {
			case FILES_REMOVED -> this.hand.remove("");
			case LOG_REMOVED -> this.hand.remove("-wal");
			case LOCK_REMOVED -> this.hand.remove(".lock");
			case FOLDER_MOVED -> this.hand.moveFolder();
			case FILE_REPLACED -> replace();
			case PROCESS_KILLED -> {
				this.fleet.kill(this.node);
				restart();
			}
			case PROCESS_FROZEN -> {
				this.node.freeze();
				pass(time);
				this.node.thaw();
			}
			case DEADLY_EVENT -> sendDeadlyEvent();
			case LONG_READER -> this.hand.read(() -> pass(time));
			// As long as a sender may be kept waiting at the most.
			case FOREIGN_WRITER -> this.hand.write(() -> pass(time.dividedBy(8)));
			case FOREIGN_CHECKPOINT -> this.hand.checkpoint();
			case BACKUP -> backUp();
			case PAGE_SPOILT -> spoilPage();
		}
	}

	/** By a copy of a moment ago. */
	private void replace() throws IOException, SQLException {
		Path copy = this.hand.copy();
		awaitMore(3);
		this.hand.replaceBy(copy);
	}

	private void restart() throws Exception {
		this.fleet.store().setRunning(false);
		this.excuses.add(this.node.process(), this.fleet.store().unsettled());
		this.node.start();
		this.fleet.awaitAll();
	}

	/** It ends each process that handles it until it is a dead letter. */
	private void sendDeadlyEvent() throws Exception {
		String body = String.format(Locale.ROOT, """
				{"event":"deadly.didTest","data":{"channelId":"deadly","way":"halt","number":%d}}""",
				this.deadly.size());
		this.deadly.add(body);
		try (Wire wire = new Wire(this.node.port().orElseThrow())) {
			wire.send(WebhookRequest.signed(body).withSecret(Node.SECRET).bytes()).answer();
		}
		catch (UncheckedIOException ex) {
			logger.info("The process died before it answered");
		}
		while (!isDead(body)) {
			Awaitility.await().until(() -> !this.node.isAlive() || isDead(body));
			if (!this.node.isAlive()) {
				Chronicle.noteDeath(this.fleet.diary(), this.node.process());
				restart();
			}
		}
	}

	private boolean isDead(String body) throws SQLException {
		this.fleet.store().setRunning(this.node.isAlive());
		return this.fleet.store().look((statement) -> {
			try (ResultSet row = statement.executeQuery("SELECT 1 FROM socialhook_delivery WHERE state = 'DEAD' "
					+ "AND CAST(body AS TEXT) = '" + body + "'")) {
				return row.next();
			}
		});
	}

	/** While the process writes nothing, and it has the file to read itself. */
	private void spoilPage() throws Exception {
		int before = this.node.text().length();
		NodeStore store = this.fleet.store();
		store.setRunning(true);
		boolean spoilt = false;
		long from = 0;
		while (!spoilt) {
			this.node.freeze();
			try {
				from = this.hand.lowestUnsettled();
				spoilt = this.hand.spoilPage();
			}
			catch (SQLException ex) {
				logger.info("It was stopped while it wrote: " + ex.getMessage());
			}
			finally {
				this.node.thaw();
			}
		}
		store.setRunning(false);
		this.unreadable += Integer.parseInt(this.node.await(before, "and (\\d+) at most could not be read"));
		// What waited, or came until there was a new file.
		this.excuses.add(this.node.process(), from, this.hand.highest());
	}

	private void backUp() throws IOException {
		assertThat(Operator.post(this.node.operationsPort().orElseThrow(), "/api/v1/store/backup")).hasStatus(200);
		try (Stream<Path> all = Files.list(this.data)) {
			List<Path> copies = all.filter((file) -> file.toString().endsWith(".backup")).toList();
			assertThat(copies).hasSize(1);
			Files.delete(copies.getFirst());
		}
	}

	private void judge(Map<Fault, Integer> suffered) throws Exception {
		Map<String, Long> stored = this.fleet.store().bodies();
		stored.keySet().removeIf((body) -> body.startsWith("expired"));
		Set<String> lost = new HashSet<>(this.callers.acknowledged);
		lost.removeAll(stored.keySet());
		Set<String> unknown = new HashSet<>(stored.keySet());
		unknown.removeAll(this.callers.sent);
		unknown.removeAll(this.deadly);
		Chronicle chronicle = Chronicle.read(this.fleet.diary());
		logger.info(suffered + ": " + this.callers.acknowledged.size() + " acknowledged, the slowest after "
				+ this.callers.slowest().toMillis() + " ms, " + stored.size() + " stored and handled, " + lost.size()
				+ " of at most " + this.unreadable + " lost with a page, " + this.callers.repeats.get()
				+ " sent again, " + this.node.logged() + " characters logged");
		assertThat(lost).as("Nothing is lost but what cannot be read").hasSizeLessThanOrEqualTo(this.unreadable);
		assertThat(unknown).isEmpty();
		for (String handler : List.of("steady", "shaky")) {
			assertThat(chronicle.handledBy(handler).containsAll(stored.values())).as("Nothing is stuck").isTrue();
		}
		Map<String, Integer> states = this.fleet.store().states();
		assertThat(states).containsOnlyKeys("HANDLED", "DEAD").containsEntry("DEAD", this.deadly.size());
		assertThat(chronicle.repeatedButForKills(this.excuses.byProcess())).isEmpty();
		assertThat(this.node.logged()).isLessThan(MAX_LOG);
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

		FILES_REMOVED, LOG_REMOVED, LOCK_REMOVED, FOLDER_MOVED, FILE_REPLACED, PROCESS_KILLED, PROCESS_FROZEN,
		DEADLY_EVENT, LONG_READER, FOREIGN_WRITER, FOREIGN_CHECKPOINT, BACKUP, PAGE_SPOILT

	}

}
