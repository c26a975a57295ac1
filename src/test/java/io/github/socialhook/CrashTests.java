package io.github.socialhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A process is killed in the middle of a burst, and again, over the same store. */
class CrashTests {

	private static final Log logger = LogFactory.getLog(CrashTests.class);

	private static final String SECRET = "killed-in-action";

	private static final int SENDERS = 8;

	private static final int MOST_BEFORE_THE_END = 2000;

	@TempDir
	private Path folder;

	private final Random random = new Random();

	private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

	@BeforeEach
	void provideHandler() throws IOException {
		String name = Tally.class.getName().replace('.', '/') + ".class";
		Path file = this.folder.resolve("handlers").resolve(name);
		Files.createDirectories(file.getParent());
		try (InputStream bytes = Tally.class.getClassLoader().getResourceAsStream(name)) {
			Files.copy(bytes, file);
		}
	}

	@Test
	void losesNothingAcknowledged() throws Exception {
		crash(3);
	}

	@Test
	@Tag("soak")
	void losesNothingAcknowledgedHoweverOften() throws Exception {
		crash(40);
	}

	private void crash(int rounds) throws Exception {
		for (int round = 1; round <= rounds; round++) {
			int before = this.acknowledged.size();
			try (ApplicationProcess service = start()) {
				sendUntilItDies(service, before + 1 + this.random.nextInt(MOST_BEFORE_THE_END));
				service.awaitEnd();
			}
			Map<String, String> states = states(copy(round));
			assertThat(states.keySet()).containsAll(this.acknowledged);
			logger.info("Round " + round + ": killed after " + (this.acknowledged.size() - before)
					+ " acknowledged deliveries; of " + states.size() + " stored, "
					+ states.values().stream().filter("PENDING"::equals).count() + " still to be handled");
		}
		try (ApplicationProcess service = start()) {
			service.port();
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !states(this.folder).containsValue("PENDING"));
			service.stop();
		}
		assertThat(states(this.folder)).containsKeys(this.acknowledged.toArray(String[]::new))
			.allSatisfy((body, state) -> assertThat(state).isEqualTo("HANDLED"));
	}

	private ApplicationProcess start() throws IOException {
		return ApplicationProcess.start(this.folder.resolve("handlers"), this.folder,
				Map.of("SOCIALHOOK_SECRET", SECRET), "--spring.main.sources=" + Tally.class.getName(),
				"--spring.datasource.url=" + TemporaryStore.urlIn(this.folder));
	}

	private void sendUntilItDies(ApplicationProcess service, int enough) throws Exception {
		int port = service.port();
		try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
			List<Future<?>> sending = Stream.generate(() -> senders.submit(() -> send(port, enough, service)))
				.limit(SENDERS)
				.collect(Collectors.toUnmodifiableList());
			for (Future<?> each : sending) {
				each.get();
			}
		}
	}

	private void send(int port, int enough, ApplicationProcess service) {
		try {
			while (true) {
				sendOverOneConnection(port, enough, service);
			}
		}
		catch (UncheckedIOException ex) {
			logger.debug("The service is gone", ex);
		}
	}

	/** Tomcat closes a connection after its hundredth request. */
	private void sendOverOneConnection(int port, int enough, ApplicationProcess service) {
		try (Wire wire = new Wire(port)) {
			for (int i = 0; i < 100; i++) {
				WebhookRequest request = WebhookRequest.signed().withSecret(SECRET);
				assertThat(wire.send(request.bytes()).answer()).isAcknowledged();
				this.acknowledged.add(new String(request.body(), StandardCharsets.UTF_8));
				if (this.acknowledged.size() >= enough) {
					service.close();
				}
			}
		}
	}

	/**
	 * Copies the store as it was left, because opening it would mend it, and that is for
	 * the service to do.
	 */
	private Path copy(int round) throws IOException {
		Path copy = Files.createDirectory(this.folder.resolve("round-" + round));
		for (String name : List.of("socialhook.db", "socialhook.db-wal")) {
			Files.copy(this.folder.resolve(name), copy.resolve(name));
		}
		return copy;
	}

	private static Map<String, String> states(Path folder) throws SQLException {
		try (Connection connection = DriverManager.getConnection(TemporaryStore.urlIn(folder));
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT body, state FROM delivery")) {
			Map<String, String> states = new HashMap<>();
			while (rows.next()) {
				String body = new String(rows.getBytes("body"), StandardCharsets.UTF_8);
				assertThat(states.put(body, rows.getString("state"))).as("stored twice").isNull();
			}
			return states;
		}
	}

}
