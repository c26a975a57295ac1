package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What PostgreSQL suffers while the service is under load: nothing acknowledged gets
 * lost, doubled or out of order, and no answer takes longer than the sender waits.
 */
@RunsBesideOthers
class StoreFailureTests {

	private static final Log logger = LogFactory.getLog(StoreFailureTests.class);

	private static final String SECRET = "in-good-times-and-bad";

	@TempDir
	private Path folder;

	private PostgresServer server;

	private final List<List<String>> acknowledged = new ArrayList<>();

	private int rounds;

	@BeforeEach
	void startServer() throws IOException {
		this.server = new PostgresServer(this.folder);
		this.server.start();
	}

	@AfterEach
	void stopServer() throws IOException {
		this.server.close();
	}

	@Test
	void bearsWhateverHappensToTheServer() throws Exception {
		suffer(1, Duration.ofSeconds(2));
	}

	@Test
	@Tag("soak")
	void bearsWhateverHappensToTheServerHoweverOften() throws Exception {
		suffer(5, Duration.ofSeconds(12));
	}

	private void suffer(int times, Duration outage) throws Exception {
		try (ApplicationProcess service = start()) {
			service.port();
			for (int i = 0; i < times; i++) {
				during(service, "its connections cut", () -> {
					for (int cut = 0; cut < 3; cut++) {
						this.server.terminateConnections();
						pass(Duration.ofMillis(500));
					}
				});
				during(service, "it killed", () -> {
					this.server.kill();
					pass(outage);
					this.server.start();
				});
				during(service, "it restarted", () -> {
					this.server.close();
					this.server.start();
				});
				during(service, "it frozen", () -> {
					this.server.freeze();
					pass(outage.plusSeconds(1));
					this.server.thaw();
				});
			}
			requireAll(service);
			service.stop();
		}
	}

	@Test
	void keepsWhatWasSpilledOverTheEndOfTheServiceToo() throws Exception {
		sufferTogether(1);
	}

	@Test
	@Tag("soak")
	void keepsWhatWasSpilledOverTheEndOfTheServiceTooHoweverOften() throws Exception {
		sufferTogether(10);
	}

	private void sufferTogether(int times) throws Exception {
		for (int i = 0; i < times; i++) {
			try (ApplicationProcess service = start(); Traffic traffic = send(service.port())) {
				pass(Duration.ofMillis(500));
				this.server.kill();
				pass(Duration.ofSeconds(1));
				service.kill();
				traffic.end();
				take(traffic, "both killed");
			}
			try (ApplicationProcess service = start(); Traffic traffic = send(service.port())) {
				assertThat(service.text()).contains("The database cannot be reached yet",
						"deliveries of an earlier run wait in the local spill");
				pass(Duration.ofSeconds(1));
				this.server.start();
				// Killed again, somewhere in the move.
				Awaitility.await().until(() -> stored() > 0 && service.text().contains("accepts writes again"));
				service.kill();
				traffic.end();
				take(traffic, "the service killed while it moves");
			}
		}
		try (ApplicationProcess service = start()) {
			service.port();
			requireAll(service);
			service.stop();
		}
	}

	@Test
	void bearsAFullDiskOfTheServer() throws Exception {
		Path disk = Files.createDirectory(this.folder.resolve("disk"));
		try (SmallDisk small = SmallDisk.mount(disk, 16)) {
			Path tables = Files.createDirectory(disk.resolve("tables"));
			this.server.sql().sql("CREATE TABLESPACE small LOCATION '" + tables + "'").update();
			this.server.sql().sql("ALTER DATABASE postgres SET default_tablespace = small").update();
			try (ApplicationProcess service = start()) {
				during(service, "its disk full", () -> {
					pass(Duration.ofMillis(500));
					small.fill();
					Awaitility.await().until(() -> service.text().contains("deliveries go to the local spill"));
					pass(Duration.ofSeconds(1));
					small.empty();
				});
				assertThat(service.text()).contains("No space left on device");
				requireAll(service);
				service.stop();
			}
			finally {
				this.server.close();
			}
		}
	}

	private ApplicationProcess start() throws IOException {
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET),
				"--spring.datasource.url=" + this.server.url(), "--socialhook.dedupe-window=0",
				Timeouts.STORE_WITH_TIME_TO_SPILL, "--socialhook.spill-file=" + this.folder.resolve("spill.db"));
	}

	private Traffic send(int port) {
		return new Traffic(port, SECRET, this.rounds++);
	}

	/** Sends before, while and after something happens, until all is well again. */
	private void during(ApplicationProcess service, String what, Misfortune misfortune) throws Exception {
		try (Traffic traffic = send(service.port())) {
			pass(Duration.ofMillis(500));
			awaitHealth(service);
			misfortune.happen();
			int then = traffic.acknowledged();
			Awaitility.await().until(() -> traffic.acknowledged() > then + 50);
			awaitHealth(service);
			traffic.end();
			take(traffic, what);
		}
	}

	/** What comes goes straight into the database, whatever the traffic. */
	private static void awaitHealth(ApplicationProcess service) {
		Awaitility.await()
			.until(() -> count(service, "deliveries go to the local spill") <= count(service,
					"The database is available again: "));
	}

	private static long count(ApplicationProcess service, String text) {
		return service.output().stream().filter((line) -> line.contains(text)).count();
	}

	private void take(Traffic traffic, String what) {
		logger.info("With " + what + ": " + traffic.acknowledged() + " acknowledged, the slowest after "
				+ traffic.slowest().toMillis() + " ms");
		assertThat(traffic.acknowledged()).isPositive();
		assertThat(traffic.surprises()).as("answers other than 200 with %s", what).isEmpty();
		assertThat(traffic.slowest()).as("with %s", what).isLessThan(Timeouts.ANSWER);
		this.acknowledged.addAll(traffic.acknowledgedBySender());
	}

	private long stored() {
		return this.server.sql()
			.sql("SELECT count(*) FROM pg_class WHERE relname = 'socialhook_delivery'")
			.query(Long.class)
			.single();
	}

	private void requireAll(ApplicationProcess service) {
		int number = this.acknowledged.stream().mapToInt(List::size).sum();
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> this.server.sql()
				.sql("SELECT count(*) FROM socialhook_delivery")
				.query(Integer.class)
				.single() >= number);
		List<String> inOrder = this.server.sql()
			.sql("SELECT convert_from(body, 'UTF8') FROM socialhook_delivery ORDER BY id")
			.query(String.class)
			.list();
		Map<String, Integer> places = new HashMap<>();
		for (String body : inOrder) {
			assertThat(places.put(body, places.size())).as("stored twice: %s", body).isNull();
		}
		for (List<String> one : this.acknowledged) {
			assertThat(places.keySet()).containsAll(one);
			assertThat(one.stream().map(places::get)).as("places of what one sender sent").isSorted();
		}
		long moved = service.output()
			.stream()
			.filter((line) -> line.contains("The database is available again: "))
			.mapToLong((line) -> Long.parseLong(line.replaceFirst(".*again: (\\d+) .*", "$1")))
			.sum();
		logger.info(number + " acknowledged, " + places.size() + " stored, " + moved + " of them by way of the spill");
		assertThat(moved).isPositive();
	}

	/** Lets time pass for the traffic. */
	private static void pass(Duration time) {
		Awaitility.await()
			.pollDelay(time.toMillis(), TimeUnit.MILLISECONDS)
			.timeout(time.plus(Timeouts.GENEROUS))
			.until(() -> true);
	}

	/** What happens to the server. */
	@FunctionalInterface
	private interface Misfortune {

		void happen() throws Exception;

	}

}
