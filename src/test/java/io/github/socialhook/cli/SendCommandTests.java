package io.github.socialhook.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.sender.WebhookSender;
import io.github.socialhook.sender.WebhookSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@RunsBesideOthers
class SendCommandTests {

	private static final String SECRET = "send-7Hq2x9Vk";

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final AtomicInteger status = new AtomicInteger(200);

	private volatile String answer = "{}";

	/** Which request is answered 503, and which is not answered. */
	private volatile int refused;

	private volatile int forgotten;

	@TempDir
	private Path folder;

	private HttpServer server;

	private Commands commands;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/webhooks", (exchange) -> {
			this.received.add(new Received(exchange.getRequestHeaders().getFirst("x-amity-signature"),
					exchange.getRequestHeaders().getFirst("x-eko-signature"),
					exchange.getRequestHeaders().getFirst("User-Agent"), exchange.getRequestBody().readAllBytes()));
			if (this.received.size() == this.forgotten) {
				return;
			}
			byte[] bytes = this.answer.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders((this.received.size() == this.refused) ? 503 : this.status.get(),
					bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		this.server.start();
		this.commands = new Commands(this.folder).with("SOCIALHOOK_SECRET", SECRET);
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	private String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/webhooks";
	}

	@Test
	void sendsASampleAsSocialPlusDoes() {
		Commands.Result result = this.commands.run("send", "channel.didCreate", "--exact", "--to", url());
		assertThat(result.exitCode()).isZero();
		assertThat(result.out()).matches("channel.didCreate: acknowledged in \\d+ ms\\R");
		assertThat(this.received).singleElement().satisfies((request) -> {
			assertThat(request.body()).isEqualTo(SendOptions.sampleOf(EventNames.find("channel.didCreate")));
			assertThat(request.signature()).isEqualTo(new WebhookSigner(SECRET).sign(request.body()));
			assertThat(request.legacy()).isNull();
			assertThat(request.userAgent()).isEqualTo("node-superagent/4.0.0");
		});
	}

	@Test
	void changesTheBody() {
		assertThat(this.commands
			.run("send", "message.didCreate", "--set", "data.messages.data.text=hi there", "--set",
					"data.messages.0.flagCount=7", "--set", "data.extra={\"n\":{n}}", "--to", url())
			.exitCode()).isZero();
		JsonNode data = this.received.getFirst().json().path("data");
		assertThat(data.path("messages").path(0).path("data").path("text").asString()).isEqualTo("hi there");
		assertThat(data.path("messages").path(0).path("flagCount").isNumber()).isTrue();
		assertThat(data.path("extra").path("n").asInt()).isZero();
	}

	@Test
	void equalSamplesAreNoDuplicatesUnlessExactlyTheSame() {
		this.commands.run("send", "user.didCreate", "user.didCreate", "--to", url());
		this.commands.run("send", "user.didCreate", "--to", url());
		assertThat(this.received).extracting((request) -> new String(request.body(), StandardCharsets.UTF_8))
			.doesNotHaveDuplicates()
			.hasSize(3);
	}

	@Test
	void sendsTheLegacyTwin() {
		Commands.Result result = this.commands.run("send", "user.didCreate", "--legacy-twin", "--to", url(), "--json");
		assertThat(result.json()).hasSize(2);
		assertThat(result.json().get(1).path("event").asString()).isEqualTo("user.didCreate (legacy twin)");
		assertThat(this.received.getLast().signature()).isNull();
		assertThat(this.received.getLast().legacy()).isNotNull();
		assertThat(this.received.getLast().body()).isEqualTo(this.received.getFirst().body());
	}

	@Test
	void sendsEveryEventSoThatItIsReadAsItself() {
		Commands.Result result = this.commands.run("send", "--all", "--to", url(), "--json");
		assertThat(result.exitCode()).isZero();
		EventReader reader = new EventReader();
		for (int i = 0; i < this.received.size(); i++) {
			String sent = result.json().get(i).path("event").asString();
			assertThat(reader.identify(reader.tree(this.received.get(i).body())).orElseThrow().name()).isEqualTo(sent);
		}
		assertThat(this.received)
			.hasSize((int) EventCatalogue.types().stream().filter((type) -> type.type() != null).count());
	}

	@Test
	void sendsAFileAndTheStandardInputAsTheyAre() throws IOException {
		Files.writeString(this.folder.resolve("body.txt"), "no json\r\n");
		assertThat(this.commands.run("send", "--file", "body.txt", "--to", url()).exitCode()).isZero();
		assertThat(this.commands.input("{ }").run("send", "--file", "-", "--to", url()).exitCode()).isZero();
		assertThat(this.received).extracting((request) -> new String(request.body(), StandardCharsets.UTF_8))
			.containsExactly("no json\r\n", "{ }");
		assertThat(this.commands.run("send", "--file", "body.txt", "--set", "a=b", "--to", url()))
			.satisfies((result) -> assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE));
	}

	@Test
	void takesTheSecretFromAFile() throws IOException {
		Files.writeString(this.folder.resolve("secret.txt"), "other-7Hq2x9Vk\n");
		this.commands.run("send", "user.didCreate", "--secret-file", "secret.txt", "--to", url());
		Received request = this.received.getFirst();
		assertThat(request.signature()).isEqualTo(new WebhookSigner("other-7Hq2x9Vk").sign(request.body()));
		this.commands.with("MINE", "mine-7Hq2x9Vk")
			.run("send", "user.didCreate", "--secret-variable", "MINE", "--to", url());
		Received second = this.received.getLast();
		assertThat(second.signature()).isEqualTo(new WebhookSigner("mine-7Hq2x9Vk").sign(second.body()));
	}

	@Test
	void onlyTheExactAnswerIsAnAcknowledgement() {
		this.answer = "{\"ok\":true}";
		Commands.Result another = this.commands.run("send", "user.didCreate", "--to", url());
		assertThat(another.exitCode()).isEqualTo(ExitCodes.FAILED);
		assertThat(another.out()).contains("NOT acknowledged: 200", "the body is not {}");
		this.status.set(401);
		this.answer = "{\"detail\":\"The signature does not match.\"}";
		Commands.Result refused = this.commands.run("send", "user.didCreate", "--to", url());
		assertThat(refused.exitCode()).isEqualTo(ExitCodes.FAILED);
		assertThat(refused.out()).contains("NOT acknowledged: 401", "The signature does not match.");
	}

	@Test
	void tellsWhenNobodyAnswers() throws IOException {
		this.server.stop(0);
		Commands.Result nobody = this.commands.run("send", "user.didCreate", "--to", url());
		assertThat(nobody.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Commands.Result late = this.commands.timeout(WebhookSender.REQUEST_TIMEOUT)
				.run("send", "user.didCreate", "--to", "http://127.0.0.1:" + silent.getLocalPort() + "/webhooks");
			assertThat(late.exitCode()).isEqualTo(ExitCodes.FAILED);
			assertThat(late.out()).contains("no answer within the 1500 ms");
		}
	}

	@Test
	void refusesWhatMakesNoSense() {
		assertThat(this.commands.run("send", "--to", url()).err()).contains("Specify what to send");
		assertThat(this.commands.run("send", "chanel.didCreate", "--to", url()).err())
			.contains("Did you mean 'channel.didCreate'?");
		assertThat(this.commands.run("send", "user.didCreate", "--rate", "1", "--for", "soon", "--to", url()).err())
			.contains("'soon' is not a time, such as 500ms, 60s or 5m");
		assertThat(this.commands.run("send", "user.didCreate", "--set", "event.name=1", "--to", url()).err())
			.contains("leads through a plain value");
		assertThat(new Commands(this.folder).run("send", "user.didCreate", "--to", url())).satisfies((result) -> {
			assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
			assertThat(result.err()).contains("set the variable SOCIALHOOK_SECRET, or name a file with --secret-file");
		});
		assertThat(this.received).isEmpty();
	}

	@Test
	void reportsALoad() {
		Commands.Result result = this.commands.run("send", "user.didCreate", "channel.didCreate", "--set",
				"data.x=u-{n}", "--rate", "100", "--for", "500ms", "--to", url(), "--json");
		JsonNode report = result.json();
		assertThat(report.path("sent").asInt()).isEqualTo(50);
		assertThat(this.received).hasSize(50)
			.extracting((request) -> request.json().path("data").path("x").asString())
			.contains("u-0", "u-49")
			.doesNotHaveDuplicates();
		int acknowledged = report.path("acknowledged").asInt();
		assertThat(acknowledged + report.path("late").asInt()).isEqualTo(50);
		assertThat(result.exitCode()).isEqualTo((acknowledged == 50) ? 0 : 1);
		assertThat(report.path("p50Millis").asDouble()).isPositive()
			.isLessThanOrEqualTo(report.path("p99Millis").asDouble());
		assertThat(report.path("budgetMillis").asInt()).isEqualTo(1500);
	}

	@Test
	void aLoadWithOneWrongAnswerHasFailed() {
		this.refused = 4;
		Commands.Result result = this.commands.run("send", "user.didCreate", "--rate", "20", "--for", "500ms", "--to",
				url());
		assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
		assertThat(result.out()).contains("sent 10 in", "acknowledged 9,", "1 answered 503", "of the 1500 ms");
	}

	@Test
	void aLoadWithOneLateAnswerHasFailed() {
		this.forgotten = 4;
		Commands.Result result = this.commands.timeout(WebhookSender.REQUEST_TIMEOUT)
			.run("send", "user.didCreate", "--rate", "20", "--for", "500ms", "--to", url(), "--json");
		assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
		// On a busy machine, others may be late as well.
		assertThat(result.json().path("late").asInt()).isPositive();
		assertThat(result.json().path("acknowledged").asInt() + result.json().path("late").asInt()).isEqualTo(10);
	}

	record Received(String signature, String legacy, String userAgent, byte[] body) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

	}

}
