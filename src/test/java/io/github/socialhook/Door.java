package io.github.socialhook;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import javax.sql.DataSource;

import io.github.socialhook.delivery.DeliveryState;
import org.awaitility.Awaitility;

import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The two ports of a running service, and what it has stored. */
final class Door {

	/**
	 * Not only ASCII, because the key is the text's UTF-8 bytes. {@code .ci/run} looks
	 * for the eight characters that it has in common with the others.
	 */
	static final String SECRET = "kůň-7Hq2x9Vk+/==";

	static final String NEWER_SECRET = "newer-7Hq2x9Vk";

	static final String OLDER_SECRET = "older-7Hq2x9Vk";

	private static final Set<DeliveryState> TO_DO = EnumSet.of(DeliveryState.PENDING, DeliveryState.RETRYING);

	private final Environment environment;

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	Door(Environment environment, DataSource dataSource) {
		this.environment = environment;
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
	}

	Wire open() {
		return new Wire(port("local.server.port"));
	}

	/** From one of the addresses of this machine. */
	Wire openFrom(InetAddress address) {
		return new Wire(port("local.server.port"), address);
	}

	Wire openOperations() {
		return new Wire(port("local.management.port"));
	}

	private int port(String property) {
		return this.environment.getRequiredProperty(property, Integer.class);
	}

	/** Sends a request over a connection of its own. */
	RawAnswer send(WebhookRequest request) {
		try (Wire wire = open()) {
			return wire.send(request.bytes()).answerTo(request.method());
		}
	}

	/** Sends a request of which nothing may be stored. */
	RawAnswer sendInVain(WebhookRequest request) {
		long before = stored();
		RawAnswer answer = send(request);
		assertThat(stored()).as("deliveries stored").isEqualTo(before);
		return answer;
	}

	/** Sends a request that is to be taken in, and tells what became of it. */
	DeliveryState deliver(WebhookRequest request) {
		long before = stored();
		assertThat(send(request)).isAcknowledged();
		assertThat(stored()).as("deliveries stored").isEqualTo(before + 1);
		return stateOf(request.body());
	}

	void requireThatItStillServes() {
		assertThat(deliver(WebhookRequest.signed())).isEqualTo(DeliveryState.UNHANDLED);
	}

	long stored() {
		return this.jdbc.sql("SELECT count(*) FROM socialhook_delivery").query(Long.class).single();
	}

	/** Keeps the service from writing for as long as something takes. */
	void whileNothingCanBeStored(Runnable task) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("BEGIN IMMEDIATE");
			try {
				task.run();
			}
			finally {
				statement.execute("ROLLBACK");
			}
		}
	}

	/** Waits until a body has been dealt with for good. */
	DeliveryState stateOf(byte[] body) {
		return Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.jdbc.sql("SELECT state FROM socialhook_delivery WHERE body = ?")
				.param(body)
				.query(DeliveryState.class)
				.single(), (state) -> !TO_DO.contains(state));
	}

}
