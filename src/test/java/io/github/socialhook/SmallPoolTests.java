package io.github.socialhook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.inbox.Ledger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** With few connections in the pool either everything works, or the start fails. */
@ExtendWith(OutputCaptureExtension.class)
class SmallPoolTests {

	@TempDir
	private Path folder;

	private PostgresDatabase database;

	@BeforeEach
	void createDatabase() {
		this.database = PostgresDatabase.create();
	}

	@AfterEach
	void dropDatabase() {
		this.database.close();
	}

	@Test
	void asksForTwoConnectionsToSqlite(CapturedOutput output) {
		assertRefused(output, TemporaryStore.urlIn(this.folder), 1,
				"The connection pool has at most 1, but at least 2 are needed: 1 permanent ones, and one for queries.",
				"Set spring.datasource.hikari.maximum-pool-size to 2 or more");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void asksForFourConnectionsToPostgres(int size, CapturedOutput output) {
		assertRefused(output, this.database.url(), size,
				"The connection pool has at most " + size
						+ ", but at least 4 are needed: 3 permanent ones, and one for queries.",
				"Set spring.datasource.hikari.maximum-pool-size to 4 or more");
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3 })
	void everythingWorksOverSqlite(int size) {
		assertWorks(TemporaryStore.urlIn(this.folder), size, 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 5 })
	void everythingWorksOverPostgres(int size) {
		assertWorks(this.database.url(), size, 3);
	}

	private void assertRefused(CapturedOutput output, String url, int size, String description, String action) {
		assertThatException().isThrownBy(() -> start(url, size));
		assertThat(output)
			.containsSubsequence("APPLICATION FAILED TO START", "Description:", description, "Action:", action)
			.satisfies((all) -> StackTraces.requireNone(all, description));
	}

	private void assertWorks(String url, int size, int held) {
		try (ConfigurableApplicationContext service = start(url, size)) {
			Handled handled = service.getBean(Handled.class);
			send(service, 20);
			Awaitility.await().until(() -> handledIn(service) == 20);
			assertThat(handled.numbers).hasSize(20).doesNotHaveDuplicates();
			HikariDataSource pool = (HikariDataSource) service.getBean(DataSource.class);
			Awaitility.await().until(() -> pool.getHikariPoolMXBean().getActiveConnections() == held);
			HandlerDirectory handlers = service.getBean(HandlerDirectory.class);
			assertThat(handlers.pause("noting")).isTrue();
			send(service, 5);
			// Its counts are not all of the same moment.
			Awaitility.await().until(() -> service.getBean(Ledger.class).backlog().pending() == 5);
			assertThat(handled.numbers).hasSize(20);
			handlers.resume("noting");
			Awaitility.await().until(() -> handledIn(service) == 25);
			assertThat(handled.numbers).hasSize(25).doesNotHaveDuplicates();
		}
		try (ConfigurableApplicationContext service = start(url, size, "--socialhook.retention.handled=0s",
				"--socialhook.dedupe-window=0s")) {
			Awaitility.await().until(() -> handledIn(service) == 0);
		}
	}

	private static void send(ConfigurableApplicationContext service, int number) {
		int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		for (int i = 0; i < number; i++) {
			try (Wire wire = new Wire(port)) {
				assertThat(wire.send(WebhookRequest.signed().bytes()).answer()).isAcknowledged();
			}
		}
	}

	/** As the console says. */
	private static long handledIn(ConfigurableApplicationContext service) {
		return service.getBean(Ledger.class).states().get(DeliveryState.HANDLED);
	}

	private ConfigurableApplicationContext start(String url, int size, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--management.server.port=0", "--SOCIALHOOK_SECRET=" + Door.SECRET,
						"--spring.datasource.url=" + url, "--spring.datasource.hikari.maximum-pool-size=" + size,
						"--socialhook.spill-file=" + this.folder.resolve("spill.db")));
		arguments.addAll(Arrays.asList(more));
		return new SpringApplicationBuilder(SocialhookApplication.class, Handled.class)
			.run(arguments.toArray(String[]::new));
	}

	/** Notes what it handles. */
	static final class Handled {

		private final Queue<String> numbers = new ConcurrentLinkedQueue<>();

		@WebhookHandler(name = "noting")
		void note(UnknownEvent event, DeliveryContext delivery) {
			this.numbers.add(delivery.id().toString());
		}

	}

}
