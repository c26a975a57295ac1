package io.github.socialhook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody moves, removes or replaces the files of a running service, which is killed
 * afterwards.
 */
@RunsBesideOthers
class DisplacedStoreTests {

	private static final String SECRET = "pulled-away";

	@TempDir
	private Path folder;

	private final List<String> acknowledged = new ArrayList<>();

	private int numbers;

	@Test
	void keepsWhatIsAcknowledgedWhateverBecomesOfItsFiles() throws Exception {
		Path data = this.folder.resolve("data");
		NodeStore store = NodeStore.sqlite(data);
		try (ApplicationProcess service = start(store.url())) {
			int port = service.port();
			send(port, 10);
			remove(data, "socialhook.db");
			send(port, 10);
			assertThat(service.text()).contains("socialhook.db' was removed or moved while it was in use");
			Files.move(data, this.folder.resolve("moved"));
			Files.createDirectories(data);
			send(port, 10);
			remove(data, "socialhook.db-wal");
			send(port, 10);
			Path copy = copy(store);
			send(port, 10);
			Files.move(copy, data.resolve("socialhook.db"), StandardCopyOption.REPLACE_EXISTING);
			send(port, 10);
			service.kill();
			assertThat(store.bodies().keySet()).containsAll(this.acknowledged);
		}
		try (ApplicationProcess service = start(store.url())) {
			send(service.port(), 1);
			service.stop();
			assertThat(store.bodies().keySet()).containsAll(this.acknowledged);
		}
		emptiesTheLog(data, store);
	}

	/** As whoever wants its space back: what is only there is gone, and nothing else. */
	private void emptiesTheLog(Path data, NodeStore store) throws Exception {
		try (ApplicationProcess service = start(store.url())) {
			send(service.port(), 10);
			Files.newOutputStream(data.resolve("socialhook.db-wal"), StandardOpenOption.TRUNCATE_EXISTING).close();
			int emptied = this.acknowledged.size();
			send(service.port(), 10);
			service.await("(socialhook.db-wal' was overwritten in place while it was in use)");
			service.await("(at most could not be read\\. What is damaged)");
			assertThat(Operator.store(service.operationsPort()).path("salvage").path("unreadable").asInt()).isBetween(1,
					20);
			service.kill();
			List<String> kept = new ArrayList<>(this.acknowledged.subList(0, emptied - 10));
			kept.addAll(this.acknowledged.subList(emptied, this.acknowledged.size()));
			assertThat(store.bodies().keySet()).containsAll(kept);
		}
	}

	@Test
	void keepsTheBackupThatIsCopiedOverItsFileAndWhatIsAcknowledgedSince() throws Exception {
		Path data = this.folder.resolve("data");
		NodeStore store = NodeStore.sqlite(data);
		JsonNode salvage;
		try (ApplicationProcess service = start(store.url())) {
			int port = service.port();
			send(port, 30);
			RawAnswer backup = Operator.post(service.operationsPort(), "/api/v1/store/backup");
			assertThat(backup).hasStatus(200);
			List<String> kept = new ArrayList<>(this.acknowledged);
			send(port, 30);
			overwrite(data.resolve("socialhook.db"), backups(data).getFirst());
			service.await("(socialhook.db' was overwritten in place while it was in use)");
			int noticed = this.acknowledged.size();
			send(port, 30);
			service.await("(at most could not be read\\. What is damaged)");
			salvage = Operator.store(service.operationsPort()).path("salvage");
			assertThat(salvage.path("moved").asInt()).isEqualTo(kept.size());
			assertThat(salvage.path("unreadable").asInt()).isGreaterThanOrEqualTo(30);
			Awaitility.await()
				.until(() -> Operator.get(service.operationsPort(), "/actuator/health/readiness").status() == 200);
			service.kill();
			kept.addAll(this.acknowledged.subList(noticed, this.acknowledged.size()));
			assertThat(store.bodies().keySet()).containsAll(kept);
		}
		try (ApplicationProcess service = start(store.url())) {
			send(service.port(), 1);
			assertThat(Operator.store(service.operationsPort()).path("salvage")).isEqualTo(salvage);
			service.stop();
			assertThat(store.bodies().keySet()).contains(this.acknowledged.getLast());
		}
	}

	@Test
	void keepsWhatIsAcknowledgedWhenAnotherDiskIsMountedOverItsFolder() throws Exception {
		Path data = Files.createDirectory(this.folder.resolve("data"));
		NodeStore store = NodeStore.sqlite(data);
		try (ApplicationProcess service = start(store.url())) {
			int port = service.port();
			send(port, 10);
			try (SmallDisk disk = SmallDisk.mount(data, 8)) {
				send(port, 10);
				service.kill();
				assertThat(store.bodies().keySet()).containsAll(this.acknowledged);
				assertThat(disk.remount(true)).isTrue();
			}
		}
	}

	@Test
	void keepsWhatIsSpilledWhateverBecomesOfItsFile() throws Exception {
		Path data = Files.createDirectory(this.folder.resolve("data"));
		String nobody = "jdbc:postgresql://localhost:" + FreePort.next() + "/nowhere";
		try (ApplicationProcess service = start(nobody, "--socialhook.spill-file=" + data.resolve("socialhook.db"))) {
			int port = service.port();
			send(port, 10);
			remove(data, "socialhook.db");
			send(port, 10);
			service.kill();
			assertThat(NodeStore.sqlite(data).bodies().keySet()).containsAll(this.acknowledged);
		}
	}

	@Test
	void keepsTheCopyOfItsSpillThatIsWrittenOverItAndWhatIsAcknowledgedSince() throws Exception {
		Path data = Files.createDirectory(this.folder.resolve("data"));
		NodeStore spill = NodeStore.sqlite(data);
		String nobody = "jdbc:postgresql://localhost:" + FreePort.next() + "/nowhere";
		try (ApplicationProcess service = start(nobody, "--socialhook.spill-file=" + data.resolve("socialhook.db"))) {
			send(service.port(), 10);
			Path copy = copy(spill);
			List<String> kept = new ArrayList<>(this.acknowledged);
			send(service.port(), 10);
			overwrite(data.resolve("socialhook.db"), copy);
			service.await("(socialhook.db' was overwritten in place while it was in use)");
			int noticed = this.acknowledged.size();
			send(service.port(), 10);
			service.await("(at most could not be read\\. What is damaged)");
			kept.addAll(this.acknowledged.subList(noticed, this.acknowledged.size()));
			JsonNode state = Operator.store(service.operationsPort());
			assertThat(state.path("salvage").path("unreadable").asInt()).isGreaterThanOrEqualTo(10);
			assertThat(state.path("spilled").asInt()).isEqualTo(kept.size());
			service.kill();
			assertThat(spill.bodies().keySet()).containsExactlyInAnyOrderElementsOf(kept);
		}
	}

	private ApplicationProcess start(String url, String... arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(Operator.arguments());
		all.add("--spring.datasource.url=" + url);
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET), all.toArray(String[]::new));
	}

	/** Sends until so many are acknowledged, as a sender that repeats does. */
	private void send(int port, int number) {
		int enough = this.acknowledged.size() + number;
		long start = System.nanoTime();
		while (this.acknowledged.size() < enough && System.nanoTime() - start < Timeouts.GENEROUS.toNanos()) {
			String body = String.format(Locale.ROOT, "{\"event\":\"door.didTest\",\"data\":{\"number\":%d}}",
					this.numbers++);
			try (Wire wire = new Wire(port)) {
				RawAnswer answer = wire.send(WebhookRequest.signed(body).withSecret(SECRET).bytes()).answer();
				if (answer.status() == 200) {
					this.acknowledged.add(body);
				}
				else {
					assertThat(answer).isUnavailable();
				}
			}
		}
		assertThat(this.acknowledged).hasSize(enough);
	}

	/** As {@code cp} does: the file stays the same, with other content. */
	private static void overwrite(Path file, Path copy) throws IOException {
		try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING)) {
			Files.copy(copy, out);
		}
	}

	private static List<Path> backups(Path folder) throws IOException {
		try (Stream<Path> all = Files.list(folder)) {
			return all.filter((file) -> file.toString().endsWith(".backup")).toList();
		}
	}

	/** As {@code rm} does with an asterisk after the name. */
	private static void remove(Path folder, String name) throws IOException {
		try (Stream<Path> all = Files.list(folder)) {
			for (Path each : all.filter((file) -> file.getFileName().toString().startsWith(name)).toList()) {
				Files.deleteIfExists(each);
			}
		}
	}

	private Path copy(NodeStore store) throws SQLException {
		Path copy = this.folder.resolve("copy.db");
		FileSystemUtils.deleteRecursively(copy.toFile());
		try (Connection connection = DriverManager.getConnection(store.url());
				Statement statement = connection.createStatement()) {
			statement.execute("VACUUM INTO '" + copy + "'");
		}
		return copy;
	}

}
