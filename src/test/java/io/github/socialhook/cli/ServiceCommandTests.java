package io.github.socialhook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.console.Visitor;
import io.github.socialhook.delivery.DeliveryState;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that ask a running service. */
class ServiceCommandTests {

	@TempDir
	static Path store;

	static OperationsFixture service;

	@TempDir
	private Path folder;

	private Commands commands;

	@BeforeAll
	static void start() {
		service = OperationsFixture.open(store);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@BeforeEach
	void logIn() {
		service.greeter().failing = false;
		this.commands = new Commands(this.folder).with("OPERATIONS_PASSWORD", "press")
			.with("SOCIALHOOK_SECRET", OperationsFixture.SECRET);
	}

	private Commands.Result run(String command, String... more) {
		List<String> all = new ArrayList<>(
				List.of(command, "--user", "otto", "--service", "http://localhost:" + service.operationsPort()));
		all.addAll(List.of(more));
		return this.commands.run(all.toArray(String[]::new));
	}

	private static String deadChannel(String id) {
		service.greeter().failing = true;
		String delivery = service.putChannel(id);
		service.awaitState(delivery, DeliveryState.DEAD);
		service.greeter().failing = false;
		return delivery;
	}

	@Test
	void followsWhatComesAndWhatBecomesOfIt() {
		String first = service.putChannel("tail-1");
		service.awaitState(first, DeliveryState.HANDLED);
		Commands.Result result = run("tail", "--subject", "channel:tail-1", "--lines", "1", "--count", "1", "--json");
		assertThat(result.json().path("id").asString()).isEqualTo(first);
		Thread later = Thread.ofVirtual().start(() -> service.putChannel("tail-2"));
		Commands.Result live = run("tail", "--subject", "channel:tail-2", "--count", "1", "--every", "50ms");
		assertThat(live.out()).contains("channel.didCreate", "channel:tail-2");
		assertThat(later.isAlive()).isFalse();
	}

	@Test
	void showsTheStoryOfADeliveryAndSavesItsBody() throws Exception {
		String dead = deadChannel("pulled");
		Commands.Result story = run("pull", dead, "--out", "body.json");
		assertThat(story.exitCode()).isZero();
		assertThat(story.out()).contains("Delivery " + dead + " is DEAD", "channel.didCreate at endpoint default",
				"about channel:pulled", "greeter, attempt 1 at ",
				"io.github.socialhook.handler.RejectDeliveryException: not today", "The body is in body.json");
		assertThat(Files.readString(this.folder.resolve("body.json"))).contains("\"channelId\": \"pulled\"");
		JsonNode json = run("pull", dead, "--redact", "data.channel.channelId", "--json").json();
		assertThat(json.path("delivery").path("state").asString()).isEqualTo("DEAD");
		assertThat(JsonMapper.shared().readTree(json.path("body").asString()).at("/data/channel/channelId").asString())
			.isEqualTo("***");
	}

	@Test
	void writesADeliveryAsATestOnce() throws Exception {
		String dead = deadChannel("as-test");
		assertThat(this.commands.run(shown(dead)).exitCode()).isZero();
		String name = "ChannelDidCreateDelivery" + dead + "Tests";
		Path test = this.folder.resolve("src/test/java/io/github/socialhook/console/" + name + ".java");
		assertThat(Files.readString(test)).contains("package io.github.socialhook.console;",
				"@SocialhookTest(OperationsFixture.Greeter.class)\nclass " + name,
				"social.sends(Events.saved(\"deliveries/" + dead
						+ ".json\"), \"default\").toHandler(\"greeter\").isHandled();");
		assertThat(this.folder.resolve("src/test/resources/deliveries/" + dead + ".json")).exists();
		assertThat(run("pull", dead, "--as-test").err()).contains("exists already");
		String handled = service.putChannel("fine");
		service.awaitState(handled, DeliveryState.HANDLED);
		assertThat(run("pull", handled, "--as-test").err()).contains("nothing to reproduce");
	}

	/** The command on the page of the delivery, without its first word. */
	private static String[] shown(String id) throws Exception {
		try (Visitor visitor = Visitor.of(service, OperationsFixture.OPERATOR)) {
			return Pattern.compile(">socialhook (pull [^<]+)<")
				.matcher(visitor.read("/deliveries/" + id))
				.results()
				.findFirst()
				.orElseThrow()
				.group(1)
				.split(" ");
		}
	}

	@Test
	void replaysOneAndMany() {
		String dead = deadChannel("replayed");
		assertThat(run("replay", "--state", "DEAD", "--subject", "channel:replayed", "--dry-run").out())
			.contains("1 deliveries match");
		Commands.Result one = run("replay", dead, "--json");
		assertThat(one.json().path("replayed").asBoolean()).isTrue();
		service.awaitState(dead, DeliveryState.HANDLED);
		String other = deadChannel("replayed-too");
		assertThat(run("replay", "--state", "DEAD", "--subject", "channel:replayed-too").out())
			.contains("1 deliveries are being replayed, as replay ");
		service.awaitState(other, DeliveryState.HANDLED);
		assertThat(run("replay").exitCode()).isEqualTo(ExitCodes.USAGE);
		assertThat(run("replay", dead, "--dry-run").exitCode()).isEqualTo(ExitCodes.USAGE);
	}

	@Test
	void replaysTheLogWhereThereIsOne() {
		assertThat(run("replay", "--from-log", "--from", "2026-11-23T09:00:00Z", "--handler", "greeter").err())
			.contains("answers 409: ", "no log to replay from");
		assertThat(run("replay", "--from-log", "--state", "DEAD").exitCode()).isEqualTo(ExitCodes.USAGE);
		assertThat(run("replay", "--from-log", "--from", "2026-11-23T09:00:00Z", "--paced").exitCode())
			.isEqualTo(ExitCodes.USAGE);
	}

	@Test
	void endsWithWhatTheServiceRefuses() {
		assertThat(run("pull", "no-such-id")).satisfies((result) -> {
			assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
			assertThat(result.err()).contains("answers 404: ");
		});
		assertThat(run("tail", "--state", "SLEEPY").err()).contains("answers 400: ");
		this.commands.with("OPERATIONS_PASSWORD", "wrong");
		assertThat(run("tail")).satisfies((result) -> {
			assertThat(result.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
			assertThat(result.err()).contains("answers 401").doesNotContain("wrong");
		});
		assertThat(this.commands.run("tail", "--user", "otto", "--service", "http://localhost:1").exitCode())
			.isEqualTo(ExitCodes.UNREACHABLE);
		assertThat(new Commands(this.folder).run("tail", "--user", "otto").err()).contains("There is no password");
		assertThat(this.commands.run("tail").exitCode()).isEqualTo(ExitCodes.USAGE);
	}

	@Test
	void aLoadReportsTheSameCountsAsTheServiceDoes() {
		double before = stored();
		Commands.Result result = this.commands.run("send", "channel.didCreate", "--set",
				"data.channel.channelId=load-{n}", "--rate", "100", "--for", "1s", "--to",
				"http://localhost:" + service.publicPort() + "/webhooks", "--json");
		JsonNode report = result.json();
		assertThat(report.path("sent").asInt()).isEqualTo(100);
		assertThat(stored() - before).isEqualTo(report.path("acknowledged").asInt() + report.path("late").asInt());
	}

	private static double stored() {
		return service.bean(MeterRegistry.class)
			.get("socialhook.requests")
			.tags("endpoint", "default", "outcome", "stored")
			.counter()
			.count();
	}

}
