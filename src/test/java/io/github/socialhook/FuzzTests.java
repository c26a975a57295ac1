package io.github.socialhook;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever bytes arrive, they are answered or refused in time, and nothing unsigned is
 * taken.
 */
@RunsBesideOthers
class FuzzTests {

	private static final String SECRET = "out-of-the-fuzz";

	/** What there may be without asking: nothing is ever the fault of the service. */
	private static final List<Integer> STATUSES = List.of(100, 200, 400, 401, 404, 405, 408, 411, 413, 414, 415, 417,
			431);

	/** Longer than a head and a body may take together. */
	private static final Duration TIMEOUT = Timeouts.whereSpeedCounts(Duration.ofSeconds(9));

	private static Path folder;

	private static ApplicationProcess service;

	private static int port;

	private static Connection store;

	private static long lastRow;

	@BeforeContainer
	static void start() throws Exception {
		folder = Files.createTempDirectory("socialhook-fuzz");
		service = ApplicationProcess.start(folder,
				Map.of("SOCIALHOOK_SECRET", SECRET, "JAVA_TOOL_OPTIONS", "-Xmx128m"));
		port = service.port();
		store = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data").resolve("socialhook.db"));
		lastRow = 0;
	}

	@AfterContainer
	static void end() throws Exception {
		store.close();
		assertThat(service.text()).doesNotContain("OutOfMemoryError", "\tat ", " ERROR ");
		service.close();
		FileSystemUtils.deleteRecursively(folder);
	}

	@Property(tries = 800, shrinking = ShrinkingMode.BOUNDED)
	void answersOrRefusesWhateverComes(@ForAll("requests") WebhookRequest request,
			@ForAll("mutations") List<Mutation> mutations) throws Exception {
		fuzz(request, mutations);
	}

	@Property(tries = 150_000, shrinking = ShrinkingMode.BOUNDED)
	@Tag("soak")
	void answersOrRefusesWhateverComesForLong(@ForAll("requests") WebhookRequest request,
			@ForAll("mutations") List<Mutation> mutations) throws Exception {
		fuzz(request, mutations);
	}

	@Property(tries = 60)
	void answersEachOfManyInItsOrder(@ForAll("kinds") List<Kind> kinds, @ForAll("cuts") List<Integer> cuts) {
		StringBuilder text = new StringBuilder();
		kinds.forEach((kind) -> text.append(latin1(kind.request())));
		try (Wire wire = new Wire(port)) {
			int start = 0;
			for (int i = 0; start < text.length(); i++) {
				int end = Math.min(text.length(), start + cuts.get(i % cuts.size()));
				wire.send(text.substring(start, end));
				start = end;
			}
			for (Kind kind : kinds) {
				assertThat(wire.answer().status()).as("%s of %s", kind, kinds).isEqualTo(kind.status);
			}
		}
	}

	@Provide
	Arbitrary<WebhookRequest> requests() {
		return Arbitraries.of(Kind.class).map(Kind::request);
	}

	@Provide
	Arbitrary<List<Mutation>> mutations() {
		return Mutation.any().list().ofMaxSize(5);
	}

	@Provide
	Arbitrary<List<Kind>> kinds() {
		return Arbitraries.of(Kind.class).list().ofMinSize(2).ofMaxSize(60);
	}

	@Provide
	Arbitrary<List<Integer>> cuts() {
		return Arbitraries.integers().between(1, 2000).list().ofMinSize(1).ofMaxSize(20);
	}

	private static void fuzz(WebhookRequest request, List<Mutation> mutations) throws SQLException {
		String text = latin1(request);
		for (Mutation mutation : mutations) {
			text = mutation.of(text);
		}
		long started = System.nanoTime();
		List<Integer> statuses = send(text);
		assertThat(Duration.ofNanos(System.nanoTime() - started)).as("the time of %s", text).isLessThan(TIMEOUT);
		assertThat(statuses).as("the answers to %s", text).isSubsetOf(STATUSES);
		assertThat(newBodies()).as("what is stored of %s", text)
			.allSatisfy((body) -> assertThat(body).isEqualTo(request.body()));
		if (statuses.contains(200)) {
			assertThat(text).as("acknowledged")
				.satisfiesAnyOf((any) -> assertThat(isStored(request.body())).isTrue(),
						(any) -> assertThat(any.toLowerCase(Locale.ROOT)).contains(WebhookRequest.LEGACY_SIGNATURE));
		}
		WebhookRequest genuine = WebhookRequest.signed().withSecret(SECRET);
		try (Wire wire = new Wire(port)) {
			assertThat(wire.send(genuine.bytes()).answer()).isAcknowledged();
		}
		assertThat(newBodies()).containsExactly(genuine.body());
	}

	/**
	 * Sends it, says that nothing more will come, and reads until the other side says so,
	 * too.
	 */
	private static List<Integer> send(String text) {
		try (Wire wire = new Wire(port)) {
			return wire.send(text).finish().statuses();
		}
	}

	private static List<byte[]> newBodies() throws SQLException {
		List<byte[]> bodies = new ArrayList<>();
		try (PreparedStatement statement = store
			.prepareStatement("SELECT id, body FROM socialhook_delivery WHERE id > ? ORDER BY id")) {
			statement.setLong(1, lastRow);
			ResultSet rows = statement.executeQuery();
			while (rows.next()) {
				lastRow = rows.getLong(1);
				bodies.add(rows.getBytes(2));
			}
		}
		return bodies;
	}

	private static boolean isStored(byte[] body) throws SQLException {
		try (PreparedStatement statement = store
			.prepareStatement("SELECT count(*) FROM socialhook_delivery WHERE body = ?")) {
			statement.setBytes(1, body);
			return statement.executeQuery().getLong(1) == 1;
		}
	}

	private static String latin1(WebhookRequest request) {
		return new String(request.bytes(), StandardCharsets.ISO_8859_1);
	}

	/** What is sent, and what has to be answered as long as nobody changes it. */
	enum Kind {

		GENUINE(200) {

			@Override
			WebhookRequest request() {
				return WebhookRequest.signed().withSecret(SECRET);
			}

		},

		CHUNKED(200) {

			@Override
			WebhookRequest request() {
				return GENUINE.request().chunked(5, 11, 3);
			}

		},

		LEGACY(200) {

			@Override
			WebhookRequest request() {
				return WebhookRequest.unsigned().with(WebhookRequest.LEGACY_SIGNATURE, "anything");
			}

		},

		UNSIGNED(401) {

			@Override
			WebhookRequest request() {
				return WebhookRequest.unsigned();
			}

		},

		FORGED(401) {

			@Override
			WebhookRequest request() {
				return WebhookRequest.signed().withSecret("another");
			}

		},

		CHUNKED_FORGERY(401) {

			@Override
			WebhookRequest request() {
				return FORGED.request().chunked(7);
			}

		},

		ELSEWHERE(404) {

			@Override
			WebhookRequest request() {
				return GENUINE.request().to("/elsewhere");
			}

		},

		OTHER_METHOD(405) {

			@Override
			WebhookRequest request() {
				return GENUINE.request().withMethod("PUT");
			}

		},

		COMPRESSED(415) {

			@Override
			WebhookRequest request() {
				return GENUINE.request().with("Content-Encoding", "gzip");
			}

		};

		private final int status;

		Kind(int status) {
			this.status = status;
		}

		abstract WebhookRequest request();

	}

}
