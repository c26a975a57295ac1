package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** While a stranger attacks the public port, genuine deliveries go on as ever. */
@RunsBesideOthers
class HostileTests {

	private static final String SECRET = "among-the-hostile";

	/** Half of the connections that there may be in so much memory. */
	private static final int CONNECTIONS = 1000;

	private static final String HEAP = "-Xmx256m";

	private static final long MEBIBYTE = 1024 * 1024;

	private static final Duration LONG = Duration.ofSeconds(30);

	@TempDir
	private static Path folder;

	private static ApplicationProcess service;

	private static int port;

	private static int acknowledged;

	private static int sent;

	@BeforeAll
	static void start() throws Exception {
		service = ApplicationProcess.start(folder, Map.of("SOCIALHOOK_SECRET", SECRET, "JAVA_TOOL_OPTIONS", HEAP));
		port = service.port();
		try (GenuineSender warmUp = new GenuineSender(port, SECRET)) {
			attack(Attack.IDLE, 1, Duration.ofMillis(750), warmUp);
		}
	}

	@AfterAll
	static void end() throws Exception {
		try (ApplicationProcess ended = service) {
			assertThat(ended.text()).doesNotContain("OutOfMemoryError", "\tat ");
			assertThat(ended.output()).as("lines of the log").hasSizeLessThan(100);
			// What is left is what is left after each of them, and not the sum.
			assertThat(liveBytes()).as("live bytes").isLessThan(64 * MEBIBYTE);
			ended.stop();
		}
		// They are the same unless a test has failed.
		assertThat(stored()).as("deliveries stored").isBetween((long) acknowledged, (long) sent);
		assertThat(bytesOnDisk()).as("bytes on disk").isLessThan(8 * MEBIBYTE + sent * 4096L);
	}

	@ParameterizedTest
	@EnumSource
	void hurtsNobodyElse(Attack attack) throws Exception {
		underAttack(attack, CONNECTIONS, Duration.ofMillis(400));
	}

	@ParameterizedTest
	@EnumSource
	@Tag("soak")
	void hurtsNobodyElseHoweverLong(Attack attack) throws Exception {
		try (GenuineSender genuine = underAttack(attack, 3 * CONNECTIONS, LONG)) {
			assertThat(genuine.within(99)).as("p99").isLessThan(Duration.ofMillis(100));
		}
	}

	private static GenuineSender underAttack(Attack attack, int connections, Duration time) throws Exception {
		try (GenuineSender genuine = new GenuineSender(port, SECRET)) {
			int opened = attack(attack, connections, time, genuine);
			System.out.printf("%s: %d connections; of %d genuine deliveries 99 %% in %d ms, all in %d ms%n", attack,
					opened, genuine.sent(), genuine.within(99).toMillis(), genuine.within(100).toMillis());
			return genuine;
		}
	}

	/** Counts also when something fails, so that the end finds what it expects. */
	private static int attack(Attack attack, int connections, Duration time, GenuineSender genuine) {
		int opened;
		try {
			opened = attack.against(port, connections, time, genuine::hasEnough);
		}
		finally {
			acknowledged += genuine.end();
			sent += genuine.sent();
		}
		genuine.requireThatAllWereAcknowledged();
		return opened;
	}

	/** The sum at the end of a histogram, which is made after a collection. */
	private static long liveBytes() throws Exception {
		Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				Long.toString(service.pid()), "GC.class_histogram")
			.start();
		String total;
		try (Stream<String> lines = histogram.inputReader().lines()) {
			total = lines.filter((line) -> line.startsWith("Total")).findFirst().orElseThrow();
		}
		histogram.waitFor();
		return Long.parseLong(total.strip().split("\\s+")[2]);
	}

	private static long stored() throws SQLException {
		String url = "jdbc:sqlite:" + folder.resolve("data").resolve("socialhook.db");
		try (Connection connection = DriverManager.getConnection(url);
				ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM socialhook_delivery")) {
			return row.getLong(1);
		}
	}

	private static long bytesOnDisk() throws IOException {
		try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
			return files.filter(Files::isRegularFile).mapToLong((file) -> file.toFile().length()).sum();
		}
	}

}
