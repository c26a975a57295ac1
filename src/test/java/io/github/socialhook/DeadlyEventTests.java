package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An event ends each process that handles it, and each is started again: at last the
 * event is a dead letter, and no other is.
 */
@RunsBesideOthers
class DeadlyEventTests {

	private static final String SECRET = "handle-with-care";

	private static final int HARMLESS = 12;

	/** One beside all others, one beside those of that, and two alone. */
	private static final int DEATHS = 4;

	@TempDir
	private Path folder;

	@Test
	void becomesADeadLetter() throws Exception {
		becomesADeadLetter("halt");
	}

	@Tag("soak")
	@ParameterizedTest
	@ValueSource(strings = { "exit", "memory", "crash" })
	void becomesADeadLetterHoweverItKills(String way) throws Exception {
		becomesADeadLetter(way);
	}

	private void becomesADeadLetter(String way) throws Exception {
		NodeStore store = NodeStore.sqlite(this.folder);
		try (ApplicationProcess first = start(store)) {
			send(first, way);
			first.awaitEnd();
		}
		int deaths = 1;
		while (dies(store)) {
			deaths++;
		}
		assertThat(deaths).isEqualTo(DEATHS);
		requireOneDeadLetter(store);
	}

	/** Starts a process; false if it has handled all that is to be done. */
	private boolean dies(NodeStore store) throws Exception {
		store.setRunning(true);
		try (ApplicationProcess process = start(store)) {
			Awaitility.await().until(() -> !process.isAlive() || isSettled(store));
			boolean dead = !process.isAlive();
			if (!dead) {
				process.stop();
			}
			return dead;
		}
		finally {
			store.setRunning(false);
		}
	}

	private static boolean isSettled(NodeStore store) throws SQLException {
		return store.unsettled().isEmpty();
	}

	@Test
	@Tag("soak")
	void becomesADeadLetterOnTwoNodes() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create()) {
			NodeStore store = NodeStore.postgres(database.url());
			List<ApplicationProcess> nodes = new ArrayList<>(List.of(start(store), start(store)));
			nodes.forEach(ApplicationProcess::port);
			send(nodes.getFirst(), "halt");
			int deaths = 0;
			while (deaths == 0 || !isSettled(store)) {
				Awaitility.await().until(() -> nodes.stream().anyMatch((node) -> !node.isAlive()) || isSettled(store));
				for (int i = 0; i < nodes.size(); i++) {
					if (!nodes.get(i).isAlive()) {
						deaths++;
						nodes.set(i, start(store));
					}
				}
			}
			for (ApplicationProcess node : nodes) {
				node.stop();
			}
			assertThat(deaths).isEqualTo(DEATHS);
			requireOneDeadLetter(store);
		}
	}

	private ApplicationProcess start(NodeStore store) throws IOException {
		return ApplicationProcess.start(Packaged.javaWithHandlers(), this.folder,
				Map.of("SOCIALHOOK_SECRET", SECRET, "JAVA_TOOL_OPTIONS",
						"-XX:+ExitOnOutOfMemoryError -XX:-CreateCoredumpOnCrash"),
				"--spring.main.sources=" + DeadlyHandlers.class.getName(), "--spring.datasource.url=" + store.url(),
				"--spring.lifecycle.timeout-per-shutdown-phase=2s", "--socialhook.dispatch.handler-timeout=5s",
				"--socialhook.dispatch.lease=15s", "--spring.datasource.hikari.maximum-pool-size=5");
	}

	private static void send(ApplicationProcess service, String way) throws Exception {
		int port = service.port();
		for (int i = 0; i < HARMLESS; i++) {
			try (Wire wire = new Wire(port)) {
				assertThat(wire.send(request(i, "none")).answer()).isAcknowledged();
			}
		}
		try (Wire wire = new Wire(port)) {
			// Whether it is answered depends on how fast it kills.
			wire.send(request(0, way));
			service.awaitEnd();
		}
	}

	private static byte[] request(int number, String way) {
		String body = String.format(Locale.ROOT,
				"{\"event\":\"deadly.didTest\",\"data\":{\"channelId\":\"c%d\",\"way\":\"%s\"}}", number, way);
		return WebhookRequest.signed(body).withSecret(SECRET).bytes();
	}

	private static void requireOneDeadLetter(NodeStore store) throws SQLException {
		assertThat(store.states()).isEqualTo(Map.of("HANDLED", HARMLESS, "DEAD", 1));
		assertThat(messages(store)).containsExactly(DeadlyHandlers.MESSAGE);
	}

	private static List<String> messages(NodeStore store) throws SQLException {
		return store.look((statement) -> {
			List<String> messages = new ArrayList<>();
			try (ResultSet rows = statement
				.executeQuery("SELECT error_message FROM socialhook_attempt WHERE outcome = 'DEAD'")) {
				while (rows.next()) {
					messages.add(rows.getString(1));
				}
			}
			return messages;
		});
	}

}
