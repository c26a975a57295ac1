package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The disk of the SQLite file is full or read-only, in the middle of everything. */
@RunsBesideOthers
class FullDiskTests {

	private static final String SECRET = "no-room";

	@TempDir
	private Path folder;

	private int numbers;

	@Test
	void saysNoWhileTheDiskIsFullAndYesAsSoonAsThereIsRoom() throws Exception {
		Path disk = Files.createDirectory(this.folder.resolve("disk"));
		List<String> acknowledged = new ArrayList<>();
		// Enough for what is in the log to be in the database as well.
		try (SmallDisk small = SmallDisk.mount(disk, 24); ApplicationProcess service = start(disk)) {
			int port = service.port();
			for (int i = 0; i < 20; i++) {
				assertThat(send(port, acknowledged)).isEqualTo(200);
			}
			small.fill();
			// What the file has already may last for a while.
			for (int i = 0; i < 100 && send(port, acknowledged) == 200; i++) {
				assertThat(acknowledged).hasSizeLessThan(100);
			}
			for (int i = 0; i < 5; i++) {
				send(port, acknowledged);
			}
			assertThat(service.text()).contains("The database accepts no writes at the moment");
			small.empty();
			Awaitility.await(service.text()).until(() -> send(port, acknowledged) == 200);
			assertThat(send(port, acknowledged)).isEqualTo(200);
			assertThat(service.text()).contains("The database accepts writes again");
			service.stop();
			assertThat(stored(disk)).doesNotHaveDuplicates().containsAll(acknowledged);
		}
	}

	@Test
	void asksForADiskThatMayBeWritten() throws Exception {
		Path disk = Files.createDirectory(this.folder.resolve("disk"));
		try (SmallDisk small = SmallDisk.mount(disk, 8)) {
			try (ApplicationProcess service = start(disk)) {
				assertThat(send(service.port(), new ArrayList<>())).isEqualTo(200);
				service.stop();
			}
			assertThat(small.remount(false)).isTrue();
			try (ApplicationProcess service = start(disk)) {
				assertThat(service.awaitEnd()).isNotZero();
				assertThat(service.text()).contains("APPLICATION FAILED TO START", "cannot be written: ",
						"Give the user that runs Socialhook the right to write there");
			}
		}
	}

	@Test
	void saysNoWhileTheDiskIsReadOnlyAndYesOnceItIsRepaired() throws Exception {
		Path disk = Files.createDirectory(this.folder.resolve("disk"));
		Path image = this.folder.resolve("image");
		List<String> acknowledged = new ArrayList<>();
		try (SmallDisk small = SmallDisk.mountWithJournal(disk, image, 64)) {
			try (ApplicationProcess service = start(disk)) {
				int port = service.port();
				for (int i = 0; i < 20; i++) {
					assertThat(send(port, acknowledged)).isEqualTo(200);
				}
				assertThat(small.abort()).isTrue();
				for (int i = 0; i < 5; i++) {
					assertThat(send(port, acknowledged)).isEqualTo(503);
				}
				service.await("(The database accepts no writes at the moment: .*(?i:read-?only))");
				Awaitility.await().until(() -> readiness(service.operationsPort()) == 503);
				service.kill();
			}
			assertThat(small.repair(image)).isTrue();
			try (ApplicationProcess service = start(disk)) {
				assertThat(send(service.port(), acknowledged)).isEqualTo(200);
				assertThat(readiness(service.operationsPort())).isEqualTo(200);
				service.stop();
				assertThat(stored(disk)).doesNotHaveDuplicates().containsAll(acknowledged);
			}
		}
	}

	private static int readiness(int port) {
		try (Wire wire = new Wire(port)) {
			return wire.send("GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().status();
		}
	}

	private ApplicationProcess start(Path disk) throws IOException {
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET),
				"--spring.datasource.url=" + TemporaryStore.urlIn(disk), Timeouts.STORE_WITHOUT_HURRY);
	}

	private int send(int port, List<String> acknowledged) {
		String body = String.format(Locale.ROOT,
				"{\"event\":\"door.didTest\",\"data\":{\"number\":%d,\"padding\":\"%s\"}}", this.numbers++,
				"x".repeat(100_000));
		try (Wire wire = new Wire(port)) {
			RawAnswer answer = wire.send(WebhookRequest.signed(body).withSecret(SECRET).bytes()).answer();
			if (answer.status() == 200) {
				assertThat(answer).isAcknowledged();
				acknowledged.add(body);
			}
			else {
				assertThat(answer).isUnavailable();
			}
			return answer.status();
		}
	}

	private static List<String> stored(Path disk) {
		return JdbcClient.create(new DriverManagerDataSource(TemporaryStore.urlIn(disk)))
			.sql("SELECT body FROM socialhook_delivery")
			.query((row, number) -> new String(row.getBytes("body"), StandardCharsets.UTF_8))
			.list();
	}

}
