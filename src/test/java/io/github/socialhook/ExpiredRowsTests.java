package io.github.socialhook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Very many deliveries expire at once, as after a change of the time that they are kept.
 */
@RunsBesideOthers
class ExpiredRowsTests {

	private static final String SECRET = "old-7Hq2x9Vk-and-gone";

	private static final int PORTION = 20_000;

	@TempDir
	private Path folder;

	@Test
	void costNoSenderAnAnswer() throws Exception {
		expire(1);
	}

	@Test
	@Tag("soak")
	void costNoSenderAnAnswerWhenThereAreTwoMillion() throws Exception {
		expire(100);
	}

	private void expire(int portions) throws Exception {
		try (ApplicationProcess service = start()) {
			service.port();
			service.stop();
		}
		ForeignHand hand = new ForeignHand(Files.createDirectories(this.folder.resolve("data")));
		for (int i = 0; i < portions; i++) {
			hand.storeExpired(PORTION);
		}
		try (ApplicationProcess service = start(); Traffic traffic = new Traffic(service.port(), SECRET, 0)) {
			assertThat(isExpiredThere()).isTrue();
			Awaitility.await()
				.atMost(Duration.ofMinutes(20))
				.pollInterval(Duration.ofMillis(500))
				.until(() -> !isExpiredThere());
			traffic.end();
			assertThat(traffic.acknowledged()).isPositive();
			assertThat(traffic.surprises()).isEmpty();
			assertThat(traffic.slowest()).isLessThan(Timeouts.ANSWER);
			service.stop();
		}
	}

	private ApplicationProcess start() throws Exception {
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET), Timeouts.STORE_WITHOUT_HURRY);
	}

	private boolean isExpiredThere() throws SQLException {
		try (Connection connection = DriverManager
			.getConnection("jdbc:sqlite:" + this.folder.resolve("data/socialhook.db") + "?busy_timeout=60000");
				Statement statement = connection.createStatement();
				ResultSet result = statement
					.executeQuery("SELECT EXISTS (SELECT 1 FROM socialhook_delivery WHERE event = 'door.didTest')")) {
			return result.getBoolean(1);
		}
	}

}
