package io.github.socialhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Many genuine large bodies come faster than their handler takes them. */
@RunsBesideOthers
class LargeBodiesTests {

	private static final String SECRET = "much-to-carry";

	private static final int NUMBER = 150;

	private static final String TEXT = "x".repeat(1000 * 1000);

	@TempDir
	private Path folder;

	@Test
	void doNotFillTheMemory() throws Exception {
		// On a busy machine, a request of a megabyte may come long after its connection.
		String patient = "--server.tomcat.connection-timeout=" + Timeouts.GENEROUS.toMillis() + "ms";
		Map<String, String> variables = Map.of("SOCIALHOOK_SECRET", SECRET, "JAVA_TOOL_OPTIONS", "-Xmx112m");
		try (ApplicationProcess service = ApplicationProcess.start(handlers(), this.folder, variables,
				"--spring.main.sources=" + Sloth.class.getName(), patient,
				"--spring.datasource.url=" + TemporaryStore.urlIn(this.folder))) {
			int port = service.port();
			for (int i = 0; i < NUMBER; i++) {
				String body = "{\"event\":\"large.didTest\",\"data\":{\"number\":" + i + ",\"text\":\"" + TEXT + "\"}}";
				try (Wire wire = new Wire(port)) {
					assertThat(wire.send(WebhookRequest.signed(body).withSecret(SECRET).bytes()).answer())
						.isAcknowledged();
				}
			}
			Files.createFile(this.folder.resolve(Sloth.FILE));
			Awaitility.await().until(() -> handled() == NUMBER);
			assertThat(service.text()).doesNotContain("OutOfMemoryError");
		}
	}

	private Path handlers() throws IOException {
		String name = Sloth.class.getName().replace('.', '/') + ".class";
		Path file = this.folder.resolve("handlers").resolve(name);
		Files.createDirectories(file.getParent());
		try (InputStream bytes = Sloth.class.getClassLoader().getResourceAsStream(name)) {
			Files.copy(bytes, file);
		}
		return this.folder.resolve("handlers");
	}

	private int handled() throws SQLException {
		try (Connection connection = DriverManager.getConnection(TemporaryStore.urlIn(this.folder));
				ResultSet row = connection.createStatement()
					.executeQuery("SELECT count(*) FROM socialhook_delivery WHERE state = 'HANDLED'")) {
			return row.getInt(1);
		}
	}

}
