package io.github.socialhook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody copies other jars over those of a running service, so that what is not loaded
 * yet cannot be loaded any more, be it for answers or for the log: each request ends, and
 * the threads live on.
 */
@RunsBesideOthers
class OverwrittenJarTests {

	private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

	@TempDir
	private Path folder;

	@Test
	void eachRequestEndsAndTheThreadsLiveOn() throws Exception {
		Path jars = Files.createDirectory(this.folder.resolve("jars"));
		NodeStore store = NodeStore.sqlite(this.folder.resolve("data"));
		try (ApplicationProcess service = start(jars, store)) {
			int port = service.port();
			int operations = service.operationsPort();
			assertThat(send(port, 0)).containsExactly(200);
			store.setRunning(true);
			Awaitility.await().until(() -> store.unsettled().isEmpty());
			overwrite(jars);
			for (String request : List.of("GET /nothing" + HOST, "POST /webhooks" + HOST, "no HTTP\r\n\r\n",
					"PUT /webhooks" + HOST)) {
				assertThat(statuses(port, request)).as(request).doesNotContain(200);
			}
			for (String path : List.of("/actuator/prometheus", "/api/v1/stats", "/api/v1/deliveries?q=%FF", "/nothing",
					"/actuator/health/readiness")) {
				assertThat(statuses(operations, "GET " + path + HOST)).as(path).hasSizeLessThan(2);
			}
			for (int i = 1; i < 20; i++) {
				assertThat(send(port, i)).hasSizeLessThan(2);
			}
			assertThat(threadsOf(service)).contains("\"socialhook-dispatcher\"", "\"socialhook-writer\"",
					"\"socialhook-deadlines\"", "\"socialhook-checkpoints\"", "\"socialhook-retention\"",
					"\"socialhook-watchdog\"", "-Acceptor\"", "-Poller\"");
		}
	}

	private ApplicationProcess start(Path jars, NodeStore store) throws IOException {
		return ApplicationProcess.start(Packaged.javaWithCopies(jars), this.folder,
				Map.of("SOCIALHOOK_SECRET", Node.SECRET), "--spring.main.sources=" + Diary.class.getName(),
				"--diary.file=" + this.folder.resolve("diary"), "--spring.datasource.url=" + store.url());
	}

	/** As {@code cp} does: the same files, with other bytes. */
	private static void overwrite(Path jars) throws IOException {
		try (Stream<Path> all = Files.list(jars)) {
			for (Path jar : all.toList()) {
				byte[] other = "another!".repeat((int) Files.size(jar) / 8 + 1).getBytes(StandardCharsets.US_ASCII);
				try (OutputStream file = Files.newOutputStream(jar, StandardOpenOption.TRUNCATE_EXISTING)) {
					file.write(other);
				}
			}
		}
	}

	private static List<Integer> send(int port, int number) {
		String body = "{\"event\":\"door.didTest\",\"data\":{\"number\":" + number + "}}";
		byte[] request = WebhookRequest.signed(body).withSecret(Node.SECRET).with("Connection", "close").bytes();
		try (Wire wire = new Wire(port)) {
			return wire.send(request).statuses();
		}
	}

	private static List<Integer> statuses(int port, String request) {
		try (Wire wire = new Wire(port)) {
			return wire.send(request).statuses();
		}
	}

	private static String threadsOf(ApplicationProcess service) throws IOException, InterruptedException {
		Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
		return Shell.run(jcmd + " " + service.pid() + " Thread.print");
	}

}
