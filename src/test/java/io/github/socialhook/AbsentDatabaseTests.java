package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

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
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** A start while PostgreSQL is away, or there but not for us. */
@ExtendWith(OutputCaptureExtension.class)
class AbsentDatabaseTests {

	@TempDir
	private Path folder;

	private PostgresServer server;

	@BeforeEach
	void prepareServer() throws IOException {
		this.server = new PostgresServer(this.folder);
	}

	@AfterEach
	void stopServer() throws IOException {
		this.server.close();
	}

	@Test
	void acceptsFromTheStartAndHandlesOnceTheDatabaseAppears(CapturedOutput output) throws IOException {
		try (ConfigurableApplicationContext service = start(this.server.url())) {
			assertThat(output).contains("The database cannot be reached yet: ", "Handlers wait until");
			List<String> bodies = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				WebhookRequest request = WebhookRequest.signed();
				bodies.add(new String(request.body()));
				assertThat(send(service, request)).isAcknowledged();
			}
			assertThat(operations(service, "/actuator/health/readiness").status()).isEqualTo(200);
			assertThat(operations(service, "/actuator/health/liveness").status()).isEqualTo(200);
			assertThat(operations(service, "/actuator/prometheus").body()).contains("socialhook_inbox_spilled 20.0");
			for (String call : List.of("stats", "deliveries", "deliveries/1", "handlers")) {
				RawAnswer answer = operations(service, "/api/v1/" + call);
				assertThat(answer.status()).as(call).isEqualTo(503);
				assertThat(answer.body()).contains("The database is unavailable, so nothing can be read");
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(operations(service, "/api/v1/store").body()).contains("\"spilled\":20",
						"\"over\":false", "refused"));
			this.server.start();
			Awaitility.await().until(() -> statesOf(service).contains("\"UNHANDLED\":20"));
			Awaitility.await()
				.untilAsserted(() -> assertThat(operations(service, "/api/v1/store").body()).contains("\"spilled\":0",
						"\"over\":true"));
			assertThat(this.server.sql()
				.sql("SELECT convert_from(body, 'UTF8') FROM socialhook_delivery ORDER BY id")
				.query(String.class)
				.list()).containsExactlyElementsOf(bodies);
			WebhookRequest late = WebhookRequest.signed();
			assertThat(send(service, late)).isAcknowledged();
			Awaitility.await().until(() -> statesOf(service).contains("\"UNHANDLED\":21"));
			assertThat(statesOf(service)).contains("\"spilled\":0");
		}
	}

	@Test
	void asksForAUserThatMayLogIn(CapturedOutput output) throws IOException {
		this.server.start();
		assertFails(output, this.server.url("postgres", "nobody-like-this"), "role \"nobody-like-this\" does not exist",
				"Set spring.datasource.username and spring.datasource.password");
	}

	@Test
	void asksForADatabaseThatExists(CapturedOutput output) throws IOException {
		this.server.start();
		assertFails(output, this.server.url("nowhere", "postgres"), "database \"nowhere\" does not exist",
				"Create the database, or name another in spring.datasource.url.");
	}

	@Test
	void asksForASchemaOfItsOwn(CapturedOutput output) throws IOException {
		this.server.start();
		this.server.sql().sql("CREATE TABLE socialhook_delivery (parcel TEXT)").update();
		assertFails(output, this.server.url(), "relation \"socialhook_delivery\" already exists",
				"with a separate schema for Socialhook");
	}

	@ParameterizedTest
	@ValueSource(strings = { "LATIN1", "SQL_ASCII" })
	void asksForADatabaseInUtf8(String encoding, CapturedOutput output) throws IOException {
		this.server.start();
		this.server.sql()
			.sql("CREATE DATABASE other ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
			.update();
		assertFails(output, this.server.url("other", "postgres"), "The encoding of the database is " + encoding,
				"CREATE DATABASE socialhook ENCODING 'UTF8' TEMPLATE template0");
	}

	private void assertFails(CapturedOutput output, String url, String description, String action) {
		assertThatException().isThrownBy(() -> start(url).close());
		assertThat(output).containsSubsequence("APPLICATION FAILED TO START", "Description:",
				"The database '" + url.substring(0, url.indexOf('?')) + "' cannot be used: ", description, "Action:",
				action);
	}

	/** With as few connections as will do. */
	private ConfigurableApplicationContext start(String url) {
		return new SpringApplicationBuilder(SocialhookApplication.class).run("--server.port=0",
				"--management.server.port=0", "--SOCIALHOOK_SECRET=" + Door.SECRET, "--spring.datasource.url=" + url,
				"--spring.datasource.hikari.maximum-pool-size=4",
				"--socialhook.spill-file=" + this.folder.resolve("spill.db"),
				"--socialhook.operations.users.vera.password={bcrypt}" + new BCryptPasswordEncoder(4).encode("look"),
				"--socialhook.operations.users.vera.role=viewer");
	}

	private static RawAnswer send(ConfigurableApplicationContext service, WebhookRequest request) {
		try (Wire wire = new Wire(port(service, "local.server.port"))) {
			return wire.send(request.bytes()).answer();
		}
	}

	private static String statesOf(ConfigurableApplicationContext service) {
		return operations(service, "/api/v1/stats").body();
	}

	private static RawAnswer operations(ConfigurableApplicationContext service, String path) {
		String login = Base64.getEncoder().encodeToString("vera:look".getBytes());
		try (Wire wire = new Wire(port(service, "local.management.port"))) {
			return wire
				.send("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n"
					.formatted(path, login))
				.answer();
		}
	}

	private static int port(ConfigurableApplicationContext service, String property) {
		return service.getEnvironment().getRequiredProperty(property, Integer.class);
	}

}
