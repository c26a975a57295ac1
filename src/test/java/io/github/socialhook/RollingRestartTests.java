package io.github.socialhook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes are stopped and started in turn, under load, as for a new version. */
@RunsBesideOthers
class RollingRestartTests {

	private static final Log logger = LogFactory.getLog(RollingRestartTests.class);

	@TempDir
	private Path folder;

	@Test
	void losesNothingAndKeepsNobodyWaiting() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create();
				Fleet fleet = new Fleet(NodeStore.postgres(database.url()), this.folder);
				Balancer balancer = new Balancer(fleet);
				Callers callers = new Callers(100, Integer.MAX_VALUE, balancer::ports, Duration.ofMillis(20), 100)) {
			fleet.startAll();
			balancer.awaitAll();
			callers.start(4, 1);
			for (int i = 0; i < fleet.size(); i++) {
				awaitMore(callers, 500);
				fleet.node(i).stop();
				fleet.node(i).start();
				balancer.awaitAll();
			}
			awaitMore(callers, 500);
			callers.stop();
			fleet.awaitAllSettled(callers);
			fleet.stopAll();
			judge(fleet, callers);
		}
	}

	private static void awaitMore(Callers callers, int number) {
		int enough = callers.acknowledged.size() + number;
		Awaitility.await().until(() -> callers.acknowledged.size() >= enough);
	}

	private static void judge(Fleet fleet, Callers callers) throws Exception {
		Map<String, Long> stored = fleet.store().bodies();
		Chronicle chronicle = Chronicle.read(fleet.diary());
		logger.info(String.format(Locale.ROOT, "%d acknowledged, the slowest after %d ms; %d sent again, %d given up",
				callers.acknowledged.size(), callers.slowest().toMillis(), callers.repeats.get(),
				callers.givenUp.size()));
		assertThat(callers.givenUp).isEmpty();
		assertThat(callers.otherAnswers).as("What was sent at the last moment").isSubsetOf(503);
		assertThat(callers.slowest()).isLessThan(Timeouts.ANSWER);
		assertThat(stored.keySet()).isEqualTo(callers.acknowledged);
		for (String handler : List.of("steady", "shaky")) {
			assertThat(chronicle.handledBy(handler)).containsExactlyInAnyOrderElementsOf(stored.values());
		}
		assertThat(chronicle.begun().values()).as("No attempt is made twice")
			.allSatisfy((processes) -> assertThat(processes).hasSize(1));
		assertThat(chronicle.outOfOrder()).isEmpty();
		assertThat(chronicle.sideBySide()).isEmpty();
	}

}
