package io.github.socialhook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way that the documentation tells to copy the inbox on SQLite, and to go back to the
 * copy.
 */
@RunsBesideOthers
class BackupTests {

	/** How long a busy machine takes says nothing here. */
	private static final String ACCEPT_TIMEOUT = "--socialhook.accept-timeout=1m";

	@TempDir
	private Path folder;

	@Test
	void copyMadeUnderLoadHasAllThatWasAcknowledgedAndGoesOn() throws Exception {
		Path copy = this.folder.resolve("copy.db");
		Set<String> before;
		NodeStore store = NodeStore.sqlite(Files.createDirectory(this.folder.resolve("lost")));
		// One by one and in a second each, so that much waits for its handlers when the
		// copy is made, however slowly it is accepted.
		try (Fleet fleet = new Fleet(store, this.folder.resolve("lost"), ACCEPT_TIMEOUT, "--diary.pause=1s",
				"--diary.concurrency=1");
				Callers callers = new Callers(100, Integer.MAX_VALUE, fleet::ports, Duration.ofMillis(2),
						Timeouts.CONNECTIONS)) {
			fleet.startAll();
			callers.start(4, 1);
			awaitMore(callers, 500);
			before = Set.copyOf(callers.acknowledged);
			copy(store.url(), copy);
			awaitMore(callers, 100);
			callers.stop();
			assertThat(callers.otherAnswers).isEmpty();
			assertThat(callers.givenUp).isEmpty();
			fleet.node(0).kill();
		}
		goOn(copy, before);
	}

	private void goOn(Path copy, Set<String> before) throws Exception {
		Path restored = Files.createDirectory(this.folder.resolve("restored"));
		Files.move(copy, restored.resolve("socialhook.db"));
		NodeStore store = NodeStore.sqlite(restored);
		assertThat(store.bodies()).containsKeys(before.toArray(String[]::new));
		assertThat(store.unsettled().isEmpty()).as("Nothing waited for its handlers").isFalse();
		// The same events again: those that came after the copy are new to it.
		try (Fleet fleet = new Fleet(store, restored, ACCEPT_TIMEOUT);
				Callers callers = new Callers(100, 10, fleet::ports, Duration.ofMillis(1), Timeouts.CONNECTIONS)) {
			fleet.startAll();
			callers.start(4, 1).awaitEnd();
			fleet.awaitAllSettled(callers);
			fleet.stopAll();
			assertThat(callers.otherAnswers).isEmpty();
			assertThat(callers.givenUp).isEmpty();
			assertThat(store.bodies()).containsKeys(before.toArray(String[]::new))
				.containsKeys(callers.acknowledged.toArray(String[]::new));
			assertThat(store.states()).containsOnlyKeys("HANDLED");
		}
	}

	private static void copy(String url, Path copy) throws Exception {
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			statement.execute(documented().replace("copy.db", copy.toString()));
		}
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
				Statement statement = connection.createStatement();
				ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
			assertThat(answer.getString(1)).isEqualTo("ok");
		}
	}

	private static String documented() {
		Matcher command = Pattern.compile("sqlite3 \\S+ \"(VACUUM INTO 'copy\\.db')\"")
			.matcher(Documentation.BACKUP.text());
		assertThat(command.find()).isTrue();
		return command.group(1);
	}

	private static void awaitMore(Callers callers, int number) {
		int enough = callers.acknowledged.size() + number;
		Awaitility.await().until(() -> callers.acknowledged.size() >= enough);
	}

}
