package io.github.socialhook.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.socialhook.SocialhookApplication;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Receipt;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole service on free ports, and methods that call its operations side. */
public final class OperationsFixture implements AutoCloseable {

	public static final String VIEWER = "vera:look";

	public static final String OPERATOR = "otto:press";

	public static final String SECRET = "console-7Hq2x9Vk";

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private @Nullable ApplicationContext operations;

	private OperationsFixture(Path folder, List<String> arguments) {
		List<String> all = new ArrayList<>(
				List.of("--server.port=0", "--management.server.port=0", "--SOCIALHOOK_SECRET=" + SECRET));
		// An argument that is given twice is a list of both.
		if (arguments.stream().noneMatch((argument) -> argument.startsWith("--spring.datasource.url="))) {
			all.add("--spring.datasource.url=jdbc:sqlite:" + folder.resolve("inbox.db"));
		}
		all.addAll(arguments);
		ApplicationListener<WebServerInitializedEvent> listener = this::note;
		this.context = new SpringApplicationBuilder(SocialhookApplication.class, Greeter.class, Auditor.class)
			.listeners(listener)
			.run(all.toArray(String[]::new));
	}

	private void note(WebServerInitializedEvent event) {
		if ("management".equals(event.getApplicationContext().getServerNamespace())) {
			this.operations = event.getApplicationContext();
		}
	}

	public static OperationsFixture open(Path folder, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of(user("vera", "look"), role("vera", "viewer"), user("otto", "press"), role("otto", "operator")));
		arguments.addAll(List.of(more));
		return new OperationsFixture(folder, arguments);
	}

	public static OperationsFixture withoutUsers(Path folder, String... more) {
		return new OperationsFixture(folder, List.of(more));
	}

	private static String user(String name, String password) {
		return "--socialhook.operations.users." + name + ".password={bcrypt}"
				+ new BCryptPasswordEncoder(4).encode(password);
	}

	private static String role(String name, String role) {
		return "--socialhook.operations.users." + name + ".role=" + role;
	}

	public ApplicationContext context() {
		return this.context;
	}

	/** What serves the operations port. */
	public ApplicationContext operations() {
		return Objects.requireNonNull(this.operations);
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public Greeter greeter() {
		return bean(Greeter.class);
	}

	public Auditor auditor() {
		return bean(Auditor.class);
	}

	public int operationsPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	public int publicPort() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/** Puts a delivery into the inbox, without a request. */
	public String put(String event, @Nullable String subject, String body) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, new EventName(event),
				(subject != null) ? Subject.parse(subject) : null, Payload.of(body.getBytes(StandardCharsets.UTF_8)),
				Instant.now().truncatedTo(ChronoUnit.MILLIS));
		return ((Receipt.Stored) bean(Inbox.class).put(delivery)).id().value();
	}

	public String putChannel(String id) {
		return put("channel.didCreate", "channel:" + id, """
				{"event": "channel.didCreate", "data": {"channel": {"channelId": "%s"}}}""".formatted(id));
	}

	public void awaitState(String id, DeliveryState state) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(20))
			.until(() -> bean(Ledger.class).details(new DeliveryId(id))
				.filter((found) -> found.summary().state() == state)
				.isPresent());
	}

	public HttpResponse<byte[]> webhook(String body, String signature) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + publicPort() + "/webhooks"))
			.header("Content-Type", "application/json")
			.header("x-amity-signature", signature)
			.POST(BodyPublishers.ofString(body))
			.build();
		return this.client.send(request, BodyHandlers.ofByteArray());
	}

	public static String sign(String body) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
	}

	public HttpResponse<byte[]> get(String path, @Nullable String login) throws IOException, InterruptedException {
		return send(request(path, login).GET());
	}

	public HttpResponse<byte[]> post(String path, @Nullable String login, @Nullable String json)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path, login);
		if (json != null) {
			request.header("Content-Type", "application/json");
		}
		return send(request.POST((json != null) ? BodyPublishers.ofString(json) : BodyPublishers.noBody()));
	}

	public HttpRequest.Builder request(String path, @Nullable String login) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + operationsPort() + path));
		if (login != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
		}
		return request;
	}

	public HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofByteArray());
	}

	/** Gets what a viewer sees. */
	public JsonNode read(String path) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = get(path, VIEWER);
		assertThat(response.statusCode()).as(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
		return json(response);
	}

	public static JsonNode json(HttpResponse<byte[]> response) {
		return JSON.readTree(response.body());
	}

	public static JsonNode problem(HttpResponse<byte[]> response, int status) {
		assertThat(response.statusCode()).as(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		JsonNode problem = json(response);
		assertThat(problem.path("status").asInt()).isEqualTo(status);
		assertThat(problem.path("detail").asString()).isNotBlank();
		return problem;
	}

	@Override
	public void close() {
		this.client.close();
		this.context.close();
	}

	/** A handler that can be told to fail. */
	public static final class Greeter {

		public final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

		public volatile boolean failing;

		/** What it says then. */
		public volatile String message = "not today";

		/** Holds up the handler until it is open. */
		public volatile CountDownLatch gate = new CountDownLatch(0);

		@WebhookHandler(name = "greeter")
		void greet(ChannelEvent.DidCreate created, DeliveryContext delivery) throws InterruptedException {
			this.seen.add(delivery.id().value());
			this.gate.await();
			if (this.failing) {
				throw new RejectDeliveryException(this.message);
			}
		}

	}

	/** A second handler of the same event. */
	public static final class Auditor {

		public final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

		@WebhookHandler(name = "auditor")
		void audit(ChannelEvent event, DeliveryContext delivery) {
			this.seen.add(delivery.id().value());
		}

	}

}
