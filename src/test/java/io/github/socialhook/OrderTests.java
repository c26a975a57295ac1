package io.github.socialhook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * First attempts come in the order of acceptance, and all attempts one at a time for each
 * handler and subject, while some of them fail and nodes are killed.
 */
@RunsBesideOthers
class OrderTests {

	private static final Log logger = LogFactory.getLog(OrderTests.class);

	private static final int SUBJECTS = 200;

	/** What waits in the spill of a dead node would be overtaken. */
	private static final String NO_SPILL = "--socialhook.accept-timeout=20s";

	@TempDir
	private Path folder;

	@Test
	void keepsTheOrderOfSubjectsOnSqlite() throws Exception {
		keepOrder(NodeStore.sqlite(this.folder), 10, 2);
	}

	@Test
	void keepsTheOrderOfSubjectsOnTwoNodesOverPostgres() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create()) {
			keepOrder(NodeStore.postgres(database.url()), 10, 2);
		}
	}

	@Test
	@Tag("soak")
	void keepsTheOrderOfFiftyThousandEventsOnSqlite() throws Exception {
		keepOrder(NodeStore.sqlite(this.folder), 250, 20);
	}

	@Test
	@Tag("soak")
	void keepsTheOrderOfFiftyThousandEventsOnTwoNodesOverPostgres() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create()) {
			keepOrder(NodeStore.postgres(database.url()), 250, 20);
		}
	}

	private void keepOrder(NodeStore store, int perSubject, int kills) throws Exception {
		long seed = System.nanoTime();
		logger.info("The seed is " + seed);
		try (Fleet fleet = new Fleet(store, this.folder, NO_SPILL, "--diary.concurrency=2", "--diary.pause=4ms");
				Callers callers = new Callers(SUBJECTS, perSubject, fleet::ports, Duration.ZERO, Integer.MAX_VALUE)) {
			fleet.startAll();
			callers.start(16, seed);
			int killed = killWhileTheyCall(fleet, callers, kills, new Random(seed));
			callers.awaitEnd();
			assertThat(callers.acknowledged).hasSize(SUBJECTS * perSubject);
			fleet.awaitAllSettled(callers);
			fleet.stopAll();
			judge(fleet, killed);
		}
	}

	private static int killWhileTheyCall(Fleet fleet, Callers callers, int kills, Random random) throws Exception {
		int killed = 0;
		while (killed < kills && !callers.areDone()) {
			Node victim = fleet.node(random.nextInt(fleet.size()));
			if (killed % 5 == 4) {
				fleet.killAtAnyTime(victim, random);
			}
			else {
				fleet.killAtWork(victim, callers, random);
			}
			victim.start();
			killed++;
		}
		assertThat(killed).isPositive();
		return killed;
	}

	private static void judge(Fleet fleet, int killed) throws Exception {
		Map<String, Long> stored = fleet.store().bodies();
		requireAcceptedOrder(stored);
		Chronicle chronicle = Chronicle.read(fleet.diary());
		Set<Long> all = Set.copyOf(stored.values());
		assertThat(chronicle.handledBy("steady").equals(all)).as("The steady handler has handled all").isTrue();
		assertThat(chronicle.handledBy("shaky").equals(all)).as("The shaky handler has handled all").isTrue();
		List<String> outOfOrder = chronicle.outOfOrder();
		List<String> sideBySide = chronicle.sideBySide();
		logger.info(String.format(Locale.ROOT,
				"%d events about %d subjects, %d kills: %d attempts, %d first ones out of order, %d side by side",
				stored.size(), SUBJECTS, killed, chronicle.begun().size(), outOfOrder.size(), sideBySide.size()));
		assertThat(outOfOrder).isEmpty();
		assertThat(sideBySide).isEmpty();
	}

	/** Who sends one after another is accepted in that order. */
	private static void requireAcceptedOrder(Map<String, Long> stored) {
		Map<String, Integer> latest = new HashMap<>();
		stored.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach((entry) -> {
			JsonNode data = JsonMapper.shared().readTree(entry.getKey()).path("data");
			int number = data.path("number").asInt();
			Integer before = latest.put(data.path("channel").path("channelId").asString(), number);
			assertThat(number).isEqualTo((before != null) ? before + 1 : 1);
		});
	}

}
