package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.socialhook.NodeStore.Unsettled;
import io.github.socialhook.RandomFaults.Form;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process over a SQLite file that suffers one fault after another, in random order and
 * under load: nothing acknowledged is lost but what is said to be, nothing gets stuck,
 * nothing is handled twice but for what a dead process was at, and the log stays short.
 */
@RunsBesideOthers
class FileFaultTests {

	private static final Log logger = LogFactory.getLog(FileFaultTests.class);

	/** As many as the retention has to delete. */
	private static final int EXPIRED = 2000;

	private static final Duration A_MOMENT = Duration.ofMillis(20);

	private final Excuses excuses = new Excuses();

	private final Set<String> deadly = new HashSet<>();

	@TempDir
	private Path folder;

	private Path data;

	private ForeignHand hand;

	private Fleet fleet;

	private Node node;

	private Callers callers;

	/** How many are said to be lost at the most. */
	private int unreadable;

	@Test
	void bearsEachFaultOnce() throws Exception {
		suffer(Form.once(Duration.ofMillis(300), 20));
	}

	@Test
	@Tag("soak")
	void bearsRandomFaultsForTwentyMinutes() throws Exception {
		suffer(Form.SOAK);
	}

	private void suffer(Form form) throws Exception {
		RandomFaults<Fault> faults = new RandomFaults<>(Fault.class, form);
		this.data = Files.createDirectory(this.folder.resolve("data"));
		this.hand = new ForeignHand(this.data);
		Stream<String> arguments = Stream.concat(Operator.arguments().stream(),
				Stream.of("--spring.main.sources=" + DeadlyHandlers.class.getName()));
		try (Fleet nodes = faults.fleet(NodeStore.sqlite(this.data), this.folder, arguments);
				Callers senders = RandomFaults.callers(200, nodes)) {
			this.fleet = nodes;
			this.node = nodes.node(0);
			this.callers = senders;
			nodes.startAll();
			this.hand.storeExpired(EXPIRED);
			faults.strikeAll(EnumSet.allOf(Fault.class), nodes, senders, 6, this::strike);
			assertThat(senders.otherAnswers).isSubsetOf(503);
			nodes.store().setRunning(true);
			nodes.awaitAllSettled();
			nodes.store().setRunning(false);
			nodes.stopAll();
			judge(faults);
		}
	}

	private void strike(Fault fault, Duration time) throws Exception {
		switch (fault) {
			case FILES_REMOVED -> this.hand.remove("");
			case LOG_REMOVED -> this.hand.remove("-wal");
			case LOCK_REMOVED -> this.hand.remove(".lock");
			case FOLDER_MOVED -> this.hand.moveFolder();
			case FILE_REPLACED -> replace();
			case FILE_OVERWRITTEN -> overwrite();
			case PROCESS_KILLED -> {
				this.fleet.kill(this.node);
				restart();
			}
			case PROCESS_FROZEN -> {
				this.node.freeze();
				RandomFaults.pass(time);
				this.node.thaw();
			}
			case DEADLY_EVENT -> sendDeadlyEvent();
			case LONG_READER -> this.hand.read(() -> RandomFaults.pass(time));
			// As long as a sender may be kept waiting at the most.
			case FOREIGN_WRITER -> this.hand.write(() -> RandomFaults.pass(time.dividedBy(8)));
			case FOREIGN_CHECKPOINT -> this.hand.checkpoint();
			case BACKUP -> backUp();
			case PAGE_SPOILT -> spoilPage();
		}
	}

	/** By a copy of a moment ago. */
	private void replace() throws IOException, SQLException {
		Path copy = this.hand.copy();
		RandomFaults.awaitMore(this.fleet, this.callers, 3);
		this.hand.replaceBy(copy);
	}

	/**
	 * By a copy of a moment ago as well. All that was stored since is lost, because the
	 * log is empty, and it is said how much that is.
	 */
	private void overwrite() throws Exception {
		Path copy = this.hand.copy();
		Unsettled waiting = this.hand.unsettledIn(copy);
		RandomFaults.awaitMore(this.fleet, this.callers, 3);
		int before = this.node.text().length();
		whileNothingIsWritten(() -> this.hand.emptyLog() && this.hand.overwriteBy(copy));
		awaitSalvage(before);
		// What was handled since is handled again.
		this.excuses.add(this.node.process(), waiting);
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

	private void spoilPage() throws Exception {
		int before = this.node.text().length();
		AtomicLong from = new AtomicLong();
		whileNothingIsWritten(() -> {
			from.set(this.hand.lowestUnsettled());
			return this.hand.spoilPage();
		});
		awaitSalvage(before);
		// What waited, or came until there was a new file.
		this.excuses.add(this.node.process(), from.get(), this.hand.highest());
	}

	/** Tries until it succeeds while the process writes nothing. */
	private void whileNothingIsWritten(Callable<Boolean> action) throws Exception {
		boolean done = false;
		while (!done) {
			RandomFaults.pass(A_MOMENT);
			this.node.freeze();
			try {
				done = action.call();
			}
			catch (SQLException ex) {
				logger.info("It was stopped while it wrote: " + ex.getMessage());
			}
			finally {
				this.node.thaw();
			}
		}
	}

	private void awaitSalvage(int from) {
		this.unreadable += Integer.parseInt(this.node.await(from, "and (\\d+) at most could not be read"));
	}

	private void backUp() throws IOException {
		assertThat(Operator.post(this.node.operationsPort().orElseThrow(), "/api/v1/store/backup")).hasStatus(200);
		try (Stream<Path> all = Files.list(this.data)) {
			List<Path> copies = all.filter((file) -> file.toString().endsWith(".backup")).toList();
			assertThat(copies).hasSize(1);
			Files.delete(copies.getFirst());
		}
	}

	private void judge(RandomFaults<Fault> faults) throws Exception {
		Map<String, Long> stored = this.fleet.store().bodies();
		stored.keySet().removeIf((body) -> body.startsWith("expired"));
		Set<String> lost = new HashSet<>(this.callers.acknowledged);
		lost.removeAll(stored.keySet());
		logger.info(lost.size() + " of at most " + this.unreadable + " are lost");
		faults.judge(this.fleet, this.callers, stored.values(), this.excuses.byProcess());
		assertThat(lost).as("Nothing is lost but what is said to be").hasSizeLessThanOrEqualTo(this.unreadable);
		Set<String> unknown = new HashSet<>(stored.keySet());
		unknown.removeAll(this.callers.sent);
		unknown.removeAll(this.deadly);
		assertThat(unknown).isEmpty();
		Map<String, Integer> states = this.fleet.store().states();
		assertThat(states).containsOnlyKeys("HANDLED", "DEAD").containsEntry("DEAD", this.deadly.size());
	}

	/** What can happen. */
	private enum Fault {

		FILES_REMOVED, LOG_REMOVED, LOCK_REMOVED, FOLDER_MOVED, FILE_REPLACED, FILE_OVERWRITTEN, PROCESS_KILLED,
		PROCESS_FROZEN, DEADLY_EVENT, LONG_READER, FOREIGN_WRITER, FOREIGN_CHECKPOINT, BACKUP, PAGE_SPOILT

	}

}
