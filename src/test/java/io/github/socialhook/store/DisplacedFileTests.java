package io.github.socialhook.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of the database are removed, moved or replaced while they are in use: what is
 * acknowledged is in the file that the next process finds.
 */
@RunsBesideOthers
class DisplacedFileTests {

	private static final int BEFORE = 20;

	private static final int POOL_SIZE = 4;

	@TempDir
	private Path folder;

	private Path file;

	private HikariDataSource dataSource;

	private InboxFixture inbox;

	private final List<String> acknowledged = new ArrayList<>();

	@BeforeEach
	void open() {
		this.file = this.folder.resolve("data/inbox.db");
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl("jdbc:sqlite:" + this.file);
		this.dataSource.setMaximumPoolSize(POOL_SIZE);
		this.inbox = InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), new MutableClock());
		// One that is opened later can open the other file, and applies the log to it.
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.until(() -> this.dataSource.getHikariPoolMXBean().getTotalConnections() == POOL_SIZE);
		store(BEFORE);
	}

	@AfterEach
	void close() {
		this.inbox.close();
		this.dataSource.close();
	}

	@Test
	void keepsWhatIsAcknowledgedAfterAllFilesWereRemoved() throws Exception {
		removeAll();
		store(1);
		assertAllFound();
	}

	@Test
	void bringsBackWhatWasRemovedAlthoughNothingElseComes() throws Exception {
		removeAll();
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.ignoreExceptions()
			.until(() -> bodies(snapshot()).size() == BEFORE);
		assertAllFound();
		assertThat(this.inbox.inbox.isWritable()).isTrue();
	}

	@Test
	void keepsWhatIsAcknowledgedAfterOnlyTheLogWasRemoved() throws Exception {
		Files.delete(Path.of(this.file + "-wal"));
		store(1);
		assertAllFound();
		store(5);
		assertAllFound();
	}

	@Test
	void keepsWhatIsAcknowledgedAfterOnlyTheLogOfALinkedFileWasRemoved() throws Exception {
		close();
		Path target = Files.createDirectory(this.folder.resolve("volume")).resolve("inbox.db");
		Files.move(this.file, target);
		Files.createSymbolicLink(this.file, target);
		open();
		Files.delete(Path.of(target + "-wal"));
		store(1);
		this.file = target;
		assertAllFound();
	}

	@Test
	void keepsWhatIsAcknowledgedAfterTheFolderWasMovedAside() throws Exception {
		Files.move(this.file.getParent(), this.folder.resolve("moved"));
		Files.createDirectories(this.file.getParent());
		store(1);
		assertAllFound();
	}

	@Test
	void makesTheFolderAnewThatWasMovedAway() throws Exception {
		Files.move(this.file.getParent(), this.folder.resolve("moved"));
		store(1);
		assertAllFound();
	}

	@Test
	void keepsWhatIsAcknowledgedAndTheOtherFileAfterItWasReplaced() throws Exception {
		Path copy = this.folder.resolve("copy.db");
		copyTo(copy);
		store(10);
		Files.move(copy, this.file, StandardCopyOption.ATOMIC_MOVE);
		store(1);
		assertAllFound();
		try (Stream<Path> all = Files.list(this.file.getParent())) {
			Path aside = all.filter((each) -> each.getFileName().toString().startsWith("inbox.db.replaced-"))
				.findAny()
				.orElseThrow();
			assertThat(bodies(aside)).hasSize(BEFORE);
		}
	}

	@Test
	void answersThatNothingCanBeStoredUntilThereIsAPlaceForIt() throws Exception {
		putAFileInPlaceOfTheFolder();
		Receipt receipt = this.inbox.inbox.put(this.inbox.delivery("refused"));
		assertThat(receipt).isInstanceOf(Receipt.Unavailable.class);
		assertThat(this.inbox.inbox.isWritable()).isFalse();
		Files.delete(this.file.getParent());
		Awaitility.await().atMost(Timeouts.GENEROUS).until(this.inbox.inbox::isWritable);
		store(1);
		assertThat(bodies(snapshot())).containsAll(this.acknowledged);
	}

	@Test
	void goesOnHandlingWhatIsInTheFileThatWasBroughtBack() throws Exception {
		this.inbox.dispatching();
		removeAll();
		store(1);
		List<Claim> claims = this.inbox.take(BEFORE + 1);
		for (Claim claim : claims) {
			this.inbox.settle(claim, this.inbox.handled(claim, "alpha"));
		}
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.HANDLED, BEFORE + 1L);
	}

	@Test
	void survivesItAgainAndAgain() throws Exception {
		for (int i = 0; i < 5; i++) {
			removeAll();
			store(3);
			Files.delete(Path.of(this.file + "-wal"));
			store(3);
			assertAllFound();
		}
	}

	@Test
	void savesWhatWasRemovedBeforeItEnds() throws Exception {
		removeAll();
		this.inbox.close();
		this.dataSource.close();
		assertThat(bodies(snapshot())).containsAll(this.acknowledged);
		open();
	}

	@Test
	void takesTheLockAgainThatWasRemoved() throws Exception {
		Path lock = Path.of(this.file + ".lock");
		Files.delete(lock);
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> Files.exists(lock));
		store(1);
		assertAllFound();
	}

	private void store(int number) {
		for (int i = 0; i < number; i++) {
			String body = "number " + this.acknowledged.size();
			this.inbox.store(body);
			this.acknowledged.add(body);
		}
	}

	/** Whoever it is, nobody can make a folder where there is a file. */
	private void putAFileInPlaceOfTheFolder() throws IOException {
		for (int i = 0; !Files.isRegularFile(this.file.getParent()); i++) {
			Files.move(this.file.getParent(), this.folder.resolve("moved" + i));
			try {
				Files.createFile(this.file.getParent());
			}
			catch (FileAlreadyExistsException ex) {
				// The folder has just been made anew.
			}
		}
	}

	/** Removes whatever is called like the database. */
	private void removeAll() throws IOException {
		try (Stream<Path> all = Files.list(this.file.getParent())) {
			for (Path each : all.toList()) {
				Files.deleteIfExists(each);
			}
		}
	}

	private void copyTo(Path copy) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("VACUUM INTO '" + copy + "'");
		}
	}

	private void assertAllFound() throws Exception {
		assertThat(bodies(snapshot())).containsExactlyInAnyOrderElementsOf(this.acknowledged);
	}

	/** Copies what a process would find that was started now after a crash. */
	private Path snapshot() throws IOException {
		Path target = Files.createTempDirectory(this.folder, "snapshot").resolve("inbox.db");
		for (String suffix : List.of("", "-wal")) {
			Path source = Path.of(this.file + suffix);
			if (Files.exists(source)) {
				Files.copy(source, Path.of(target + suffix));
			}
		}
		return target;
	}

	private static List<String> bodies(Path file) throws SQLException {
		List<String> bodies = new ArrayList<>();
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT CAST(body AS TEXT) FROM socialhook_delivery")) {
			while (rows.next()) {
				bodies.add(rows.getString(1));
			}
		}
		return bodies;
	}

}
