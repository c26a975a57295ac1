package io.github.socialhook;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.handler.WebhookHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is received while a stop waits for the handlers that still run. */
class DrainingTests {

	@TempDir
	private Path folder;

	@Test
	void acceptsUntilTheHandlersHaveEndedAndHandlesNothingMore() {
		String url = "jdbc:sqlite:" + this.folder.resolve("socialhook.db");
		ConfigurableApplicationContext service = new SpringApplicationBuilder(SocialhookApplication.class, Slow.class)
			.run("--server.port=0", "--management.server.port=0", "--SOCIALHOOK_SECRET=" + Door.SECRET,
					"--spring.datasource.url=" + url, "--spring.lifecycle.timeout-per-shutdown-phase=10m");
		int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		Slow slow = service.getBean(Slow.class);
		SmartLifecycle dispatcher = service.getBeansOfType(SmartLifecycle.class)
			.values()
			.stream()
			.filter((bean) -> bean.getClass().getSimpleName().equals("Dispatcher"))
			.findFirst()
			.orElseThrow();
		CompletableFuture<Void> stop;
		try {
			send(port);
			Awaitility.await().until(() -> slow.begun.get() == 1);
			stop = CompletableFuture.runAsync(service::close);
			Awaitility.await()
				.until(() -> service.getBean(ApplicationAvailability.class)
					.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);
			Awaitility.await().until(() -> !dispatcher.isRunning());
			send(port);
			send(port);
		}
		finally {
			slow.end.countDown();
		}
		Awaitility.await().until(stop::isDone);
		assertThat(slow.begun).hasValue(1);
		JdbcClient store = JdbcClient.create(new DriverManagerDataSource(url));
		assertThat(store.sql("SELECT state FROM socialhook_delivery WHERE due_at IS NULL OR due_at = 0 ORDER BY id")
			.query(String.class)
			.list()).containsExactly("HANDLED", "PENDING", "PENDING");
	}

	private static void send(int port) {
		try (Wire wire = new Wire(port)) {
			assertThat(wire.send(WebhookRequest.signed().bytes()).answer()).isAcknowledged();
		}
	}

	/** A handler that ends when the test lets it. */
	static final class Slow {

		private final AtomicInteger begun = new AtomicInteger();

		private final CountDownLatch end = new CountDownLatch(1);

		@WebhookHandler(timeout = "10m")
		void handle(JsonNode event) throws InterruptedException {
			this.begun.incrementAndGet();
			this.end.await();
		}

	}

}
