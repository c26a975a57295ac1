package io.github.socialhook.console.operation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.sender.SendResult;
import io.github.socialhook.sender.Signing;
import io.github.socialhook.sender.WebhookSender;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;

/**
 * Sends signed test events to the endpoints of this node, through its public port, as
 * Social+ would.
 */
public final class TestEvents {

	/** No event of Social+, so that only handlers of unknown events take it. */
	public static final EventName NAME = new EventName("socialhook.test");

	private static final Log logger = LogFactory.getLog(TestEvents.class);

	/** Among how many deliveries it is looked for. */
	private static final int LATEST = 20;

	private static final Duration LISTING_TIMEOUT = Duration.ofSeconds(4);

	private static final Duration LISTING_INTERVAL = Duration.ofMillis(100);

	private final Endpoints endpoints;

	private final Ledger ledger;

	private final AuditLog audit;

	private final Environment environment;

	/**
	 * Creates it.
	 * @param endpoints the endpoints
	 * @param ledger where the events are found again
	 * @param audit where it is recorded
	 * @param environment knows the public port
	 */
	public TestEvents(Endpoints endpoints, Ledger ledger, AuditLog audit, Environment environment) {
		this.endpoints = endpoints;
		this.ledger = ledger;
		this.audit = audit;
		this.environment = environment;
	}

	/**
	 * Sends a test event.
	 * @param user who asks for it
	 * @param name the name of the endpoint
	 * @return how it was answered
	 */
	public Result send(String user, String name) {
		Endpoint endpoint = this.endpoints.all()
			.stream()
			.filter((each) -> each.name().value().equals(name))
			.findFirst()
			.orElseThrow(() -> ProblemException.of(HttpStatus.NOT_FOUND, "There is no such endpoint."));
		byte[] body = """
				{"event":"%s","data":{"id":"%s"}}""".formatted(NAME, UUID.randomUUID())
			.getBytes(StandardCharsets.UTF_8);
		logger.info("User '" + user + "' sends a test event to endpoint " + endpoint.name());
		this.audit.record(user, AuditAction.TEST_EVENT, endpoint.name().value(), null);
		return switch (post(endpoint, body)) {
			case SendResult.Answered answer -> new Result(answer.status(), answer.elapsed().toMillis(),
					(answer.status() == HttpStatus.OK.value()) ? find(endpoint, body) : null);
			case SendResult.Late late -> throw ProblemException.of(HttpStatus.BAD_GATEWAY,
					"The public port did not answer within " + late.limit().toMillis() + " ms.");
			case SendResult.Failed failed ->
				throw ProblemException.of(HttpStatus.BAD_GATEWAY, "The public port did not answer: " + failed.reason());
		};
	}

	private SendResult post(Endpoint endpoint, byte[] body) {
		String secret = new String(endpoint.secrets().getFirst().key(), StandardCharsets.UTF_8);
		try (WebhookSender sender = new WebhookSender(target(endpoint), secret)) {
			return sender.post(body, Signing.GENUINE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new SendResult.Failed("interrupted");
		}
	}

	private URI target(Endpoint endpoint) {
		String port = this.environment.getProperty("local.server.port");
		if (port == null) {
			throw ProblemException.of(HttpStatus.CONFLICT, "This instance has no public port.");
		}
		boolean encrypted = this.environment.containsProperty("server.ssl.bundle")
				|| this.environment.containsProperty("server.ssl.key-store")
				|| this.environment.containsProperty("server.ssl.certificate");
		return URI
			.create((encrypted ? "https" : "http") + "://" + this.environment.getProperty("server.address", "localhost")
					+ ":" + port + this.environment.getProperty("server.servlet.context-path", "") + endpoint.path());
	}

	/** A store may list what it has accepted a little later. */
	private @Nullable DeliveryId find(Endpoint endpoint, byte[] body) {
		long deadline = System.nanoTime() + LISTING_TIMEOUT.toNanos();
		Set<DeliveryId> others = new HashSet<>();
		try {
			do {
				DeliveryId found = look(endpoint, body, others);
				if (found != null) {
					return found;
				}
				Thread.sleep(LISTING_INTERVAL);
			}
			while (System.nanoTime() - deadline < 0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return null;
	}

	/** Without a way to ask which delivery it became, it is found by its bytes. */
	private @Nullable DeliveryId look(Endpoint endpoint, byte[] body, Set<DeliveryId> others) {
		DeliveryFilter filter = new DeliveryFilter(null, NAME, endpoint.name(), null, null, null, null, null);
		for (DeliverySummary each : this.ledger.search(filter, null, LATEST).entries()) {
			if (others.add(each.id()) && this.ledger.delivery(each.id())
				.filter((delivery) -> Arrays.equals(delivery.payload().bytes(), body))
				.isPresent()) {
				return each.id();
			}
		}
		return null;
	}

	/**
	 * How a test event was answered.
	 *
	 * @param status the status code
	 * @param millis how long it took
	 * @param id the id of the delivery; null if it was not stored, or is not listed
	 * within some seconds, as what is in the spill
	 */
	public record Result(int status, long millis, @Nullable DeliveryId id) {

	}

}
