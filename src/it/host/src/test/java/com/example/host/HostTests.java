package com.example.host;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application works with Socialhook, and its own pages are as they are without. It
 * runs in processes of its own, once with Socialhook and what that brings on the class
 * path, once without.
 */
class HostTests {

	/** What only Socialhook brings: the application has none of it without. */
	private static final List<String> BROUGHT = List.of("socialhook", "sqlite-jdbc", "flyway",
			"micrometer-registry-prometheus", "prometheus-metrics");

	private static EmbeddedPostgres postgres;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() throws Exception {
		postgres = EmbeddedPostgres.builder().setPGStartupWait(HostProcess.PATIENCE).start();
	}

	@AfterAll
	static void stop() throws Exception {
		postgres.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "default", "chain" })
	void isAsWithoutAndReceivesWebhooks(String security) throws Exception {
		String url = postgres.getJdbcUrl("postgres", "postgres");
		List<String> without;
		try (HostProcess host = HostProcess.start(this.folder.resolve("without"), classPath(false), security, url)) {
			without = OwnRequests.answersOf(host);
			assertThat(host.log()).doesNotContainIgnoringCase("socialhook");
		}
		try (HostProcess host = HostProcess.start(this.folder.resolve("with"), classPath(true), security, url)) {
			assertThat(without).hasSizeGreaterThanOrEqualTo(20);
			List<Integer> expected = security.equals("chain") ? List.of(200, 201, 204, 400, 401, 404, 405, 409, 415, 418)
					: List.of(200, 401, 404);
			expected.forEach((status) -> assertThat(without).anyMatch((answer) -> answer.contains(" -> " + status + " ")));
			assertThat(OwnRequests.answersOf(host)).isEqualTo(without);
			JdbcClient client = JdbcClient.create(postgres.getPostgresDatabase());
			client.sql("DELETE FROM delivery").update();

			assertThat(host.webhook("{\"event\":\"channel.didCreate\",\"data\":{\"channel\":{\"channelId\":\"a\"}}}"))
				.isEqualTo(200);

			Awaitility.await().atMost(HostProcess.PATIENCE).untilAsserted(() -> {
				host.requireAlive();
				assertThat(client.sql("SELECT address FROM delivery").query(String.class).list())
					.containsExactly("channel");
			});
			assertThat(host.operations("/api/v1/stats", "vera:look")).isEqualTo(200);
			assertThat(host.operations("/api/v1/stats", "hugo:house")).isEqualTo(401);
			assertThat(client.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").query(String.class).list())
				.containsExactly("delivery");
			assertThat(host.log()).doesNotContain("runs before the signature");
		}
		assertThat(this.folder.resolve("with/inbox.db")).isNotEmptyFile();
	}

	private static String classPath(boolean withSocialhook) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> withSocialhook || BROUGHT.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
