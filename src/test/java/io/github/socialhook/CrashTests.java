package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import io.github.socialhook.Chronicle.Attempt;
import io.github.socialhook.NodeStore.Unsettled;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes are killed in the middle of a burst, or while they start, and again, over the
 * same store.
 */
@RunsBesideOthers
class CrashTests {

	private static final Log logger = LogFactory.getLog(CrashTests.class);

	/**
	 * How many claims a node holds at most: 256 on their way, and two for each thread.
	 */
	private static final int HELD = 256 + 2 * (8 + 8);

	private static final int CONCURRENCY = 8;

	/** One of each kind, and one more at work. */
	private static final int KILLS = 3;

	@TempDir
	private Path folder;

	@Test
	void losesNothingOnSqlite() throws Exception {
		crash(NodeStore.sqlite(this.folder), KILLS);
	}

	@Test
	void losesNothingOnTwoNodesOverPostgres() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create()) {
			crash(NodeStore.postgres(database.url()), KILLS);
		}
	}

	@Test
	@Tag("soak")
	void losesNothingOnSqliteHoweverOften() throws Exception {
		crash(NodeStore.sqlite(this.folder), 60);
	}

	@Test
	@Tag("soak")
	void losesNothingOnTwoNodesOverPostgresHoweverOften() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create()) {
			crash(NodeStore.postgres(database.url()), 60);
		}
	}

	private void crash(NodeStore store, int kills) throws Exception {
		long seed = System.nanoTime();
		logger.info("The seed is " + seed);
		try (Fleet fleet = new Fleet(store, this.folder, "--diary.pause=4ms")) {
			Map<String, Unsettled> deaths;
			// What is not answered is sent once more, sometimes to the other node.
			try (Callers callers = new Callers(400, Integer.MAX_VALUE, fleet::ports, Duration.ofMillis(20), 2)) {
				fleet.startAll();
				callers.start(8, seed);
				deaths = killSome(fleet, callers, kills, new Random(seed));
				fleet.awaitAll();
				callers.stop();
				assertThat(callers.otherAnswers).isEmpty();
				fleet.awaitAllSettled(callers);
				fleet.stopAll();
				judge(fleet, callers, deaths);
			}
		}
	}

	private Map<String, Unsettled> killSome(Fleet fleet, Callers callers, int kills, Random random) throws Exception {
		Map<String, Unsettled> deaths = new HashMap<>();
		for (int i = 0; i < kills; i++) {
			int before = callers.acknowledged.size();
			Node victim = fleet.node(random.nextInt(fleet.size()));
			boolean wasUp = true;
			if (i % 3 == 2) {
				wasUp = fleet.killAtAnyTime(victim, random);
			}
			else {
				fleet.killAtWork(victim, callers, random);
			}
			List<String> acknowledged = List.copyOf(callers.acknowledged);
			Unsettled unsettled = fleet.store().unsettled();
			deaths.put(victim.process(), unsettled);
			if (fleet.size() == 1) {
				assertThat(fleet.store().bodies().keySet()).containsAll(acknowledged);
			}
			logger.info(String.format(Locale.ROOT,
					"%d: killed %s %s after %d acknowledged deliveries; %d in the store are not settled", i + 1,
					victim.process(), wasUp ? "at work" : "while it started", acknowledged.size() - before,
					unsettled.size()));
			victim.start();
		}
		return deaths;
	}

	private static void judge(Fleet fleet, Callers callers, Map<String, Unsettled> deaths)
			throws IOException, SQLException {
		Map<String, Long> stored = fleet.store().bodies();
		assertThat(callers.sent).containsAll(stored.keySet());
		assertThat(fleet.store().states()).containsOnlyKeys("HANDLED");
		Chronicle chronicle = Chronicle.read(fleet.diary());
		assertThat(chronicle.handledBy("steady")).containsExactlyInAnyOrderElementsOf(stored.values());
		assertThat(chronicle.handledBy("shaky")).containsExactlyInAnyOrderElementsOf(stored.values());
		Map<Attempt, List<String>> begun = chronicle.begun();
		int repeated = begun.values().stream().mapToInt((processes) -> processes.size() - 1).sum();
		assertThat(chronicle.repeatedButForKills(deaths)).isEmpty();
		deaths.forEach((process, unsettled) -> assertThat(heldBy(process, begun, unsettled, chronicle)).isTrue());
		logger.info(String.format(Locale.ROOT,
				"%d kills: %d sent, %d acknowledged, %d stored and handled, %d never answered, ", deaths.size(),
				callers.sent.size(), callers.acknowledged.size(), stored.size(), callers.givenUp.size())
				+ String.format(Locale.ROOT,
						"%d sent again; %d attempts, of which %d were repeated because of a kill; slowest answer %d ms",
						callers.repeats.get(), begun.size(), repeated, callers.slowest().toMillis()));
	}

	/** What a killed process leaves is no more than it may hold at a time. */
	private static boolean heldBy(String process, Map<Attempt, List<String>> begun, Unsettled unsettled,
			Chronicle chronicle) {
		List<Attempt> left = begun.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().contains(process))
			.map(Map.Entry::getKey)
			.filter((attempt) -> unsettled.has(attempt.id(), attempt.handler(), attempt.number()))
			.toList();
		assertThat(left.stream().map(Attempt::id).distinct()).hasSizeLessThanOrEqualTo(HELD);
		chronicle.openAtTheEndOf(process)
			.stream()
			.collect(Collectors.groupingBy(Attempt::handler))
			.values()
			.forEach((running) -> assertThat(running).hasSizeLessThanOrEqualTo(CONCURRENCY));
		return true;
	}

}
