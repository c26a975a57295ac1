package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.handler.WebhookHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** A start that cannot succeed says what is wrong and what to do about it. */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTests {

	private static final String SIGNATURE = "The method must return void and take one event (a record such as "
			+ "ChannelEvent.DidCreate, all shapes of one such as MessageCreated, a group such as ChannelEvent, SocialEvent, UnknownEvent or JsonNode) and, "
			+ "optionally, a DeliveryContext.";

	@TempDir
	private Path folder;

	@Test
	void asksForTheSecret(CapturedOutput output) {
		assertFails(output, "The endpoint 'default' has no secret, so no request could be verified.",
				"Set the environment variable SOCIALHOOK_SECRET to the secret that the Social+ console shows for this "
						+ "webhook URL, or SOCIALHOOK_SECRET_FILE to a file that holds it.",
				"--SOCIALHOOK_SECRET=");
	}

	@Test
	void asksForTheSecretOfEachEndpoint(CapturedOutput output) {
		assertFails(output, "The endpoint 'chat' has no secret, so no request could be verified.",
				"Set socialhook.endpoints.chat.secrets to the secret that the Social+ console shows for this webhook "
						+ "URL.",
				"--socialhook.endpoints.chat.path=/chat");
	}

	@Test
	void asksForAFileWithTheSecretThatCanBeRead(CapturedOutput output) {
		Path file = this.folder.resolve("nowhere");
		assertFails(output, "SOCIALHOOK_SECRET_FILE names the file '" + file + "', which cannot be read.",
				"Mount the file where Socialhook can read it, or set SOCIALHOOK_SECRET.", "--SOCIALHOOK_SECRET=",
				"--SOCIALHOOK_SECRET_FILE=" + file);
	}

	@Test
	void asksForPostgresBesideKafka(CapturedOutput output) {
		assertFails(output,
				"socialhook.store is 'kafka', but the database is SQLite, and several instances need a common one.",
				"Set spring.datasource.url to a database of PostgreSQL.", "--socialhook.store=kafka",
				"--spring.datasource.url=" + TemporaryStore.urlIn(this.folder));
	}

	@Test
	void asksForWhatAPlaceholderNames(CapturedOutput output) {
		assertFails(output,
				"A secret of the endpoint 'chat' is an unresolved placeholder, ${...}, so anyone could guess it.",
				"Set the environment variable or the setting that the placeholder names.",
				"--socialhook.endpoints.chat.secrets=fine-for-now, ${CHAT_SECRET_THAT_NOBODY_SET}");
	}

	@Test
	void saysWhereTheSettingsAreBroken(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.folder.resolve("broken.yml"), "a: b\nsecrets: kept: quiet\n");
		assertFails(output, "A configuration file is not valid YAML at line 2, column 14.", "Check this line",
				"--spring.config.additional-location=file:" + file);
		assertThat(output).doesNotContain("quiet");
	}

	@ParameterizedTest
	@ValueSource(strings = { "webhooks", "/webhooks/", "/", "/web hooks", "/webhooks/*", "/a//b", "/webhooks?a" })
	void asksForAPlainPath(String path, CapturedOutput output) {
		assertFails(output, "The endpoint 'chat' has the path '" + path + "', which is not a plain path.",
				"Set socialhook.endpoints.chat.path to something like '/webhooks/chat': letters, digits and . _ ~ - "
						+ "between slashes.",
				"--socialhook.endpoints.chat.secrets=a", "--socialhook.endpoints.chat.path=" + path);
	}

	@Test
	void asksForAPathOfItsOwnForEachEndpoint(CapturedOutput output) {
		assertFails(output, " have the same path '/same'.",
				"Give each endpoint a different path in socialhook.endpoints.<name>.path.",
				"--socialhook.endpoints.chat.secrets=a", "--socialhook.endpoints.chat.path=/same",
				"--socialhook.endpoints.social.secrets=b", "--socialhook.endpoints.social.path=/same");
	}

	@ParameterizedTest
	@MethodSource
	void asksForHandlerThatCanBeCalled(Class<?> handler, String problem, String action, CapturedOutput output) {
		assertFails(output, "The handler " + handler.getName() + ".take " + problem + ".", action, handler);
	}

	static Stream<Arguments> asksForHandlerThatCanBeCalled() {
		return Stream.of(
				Arguments.of(Misspelt.class, "takes the event 'chanel.didCreate', which Social+ does not send",
						"Did you mean 'channel.didCreate'? All names are in docs/events.md."),
				Arguments.of(Returning.class, "returns String, which would be ignored", SIGNATURE),
				Arguments.of(TakingText.class, "takes a String, which is not an event", SIGNATURE),
				Arguments.of(TakingNothing.class, "takes 0 events", SIGNATURE),
				Arguments.of(TakingTwo.class, "takes 2 events", SIGNATURE),
				Arguments.of(Contradictory.class, "names the event 'channel.didCreate', which is never a MessageEvent",
						"Take a ChannelEvent.DidCreate or a JsonNode instead."));
	}

	@Test
	void asksForANameOfItsOwnForEachHandler(CapturedOutput output) {
		assertFails(output, "Two handlers have the name 'same': ",
				"Give one of them another name with @WebhookHandler(name = \"…\").", Namesakes.class);
	}

	@Test
	void asksForALeaseThatIsLongerThanHandlersMayTake(CapturedOutput output) {
		assertFails(output, "socialhook.dispatch.lease is 60s, but a handler may take 90s: ",
				"Set socialhook.dispatch.lease to 100s or more, or lower socialhook.dispatch.handler-timeout.",
				"--socialhook.dispatch.lease=1m", "--socialhook.dispatch.handler-timeout=90s");
	}

	@Test
	void asksForRangesOfAddressesThatCanBeRead(CapturedOutput output) {
		assertFails(output,
				"socialhook.source-ips.allow has 'social.plus', which is not an IP address or range; names are not "
						+ "resolved.",
				"Write a single address such as 192.0.2.7 or 2001:db8::7, or a range such as 192.0.2.0/24.",
				"--socialhook.source-ips.allow=social.plus");
	}

	@Test
	void asksForARegionThatThereIs(CapturedOutput output) {
		assertFails(output, "socialhook.source-ips.regions[0]", "EU\n    SG\n    US",
				"--socialhook.source-ips.regions[0]=asia");
	}

	@Test
	void asksForASettingThatThereIs(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.folder.resolve("misspelt.yml"),
				"socialhook:\n  dispach:\n    concurrency: 3\n");
		assertFails(output,
				"The setting 'socialhook.dispach.concurrency' does not exist (set in URL [file:" + file + "] - 3:18).",
				"Did you mean 'socialhook.dispatch.concurrency' instead of 'socialhook.dispach.concurrency'?",
				"--spring.config.additional-location=file:" + file);
	}

	@Test
	void asksForThePathOfTheFileWithTheSecret(CapturedOutput output) {
		assertFails(output,
				"SOCIALHOOK_SECRET_FILE names the file '/nowhere/secrets/social-plus', which cannot be read.",
				"Mount the file where Socialhook can read it, or set SOCIALHOOK_SECRET.", "--SOCIALHOOK_SECRET=",
				"--SOCIALHOOK_SECRET_FILE=/nowhere/secrets/social-plus");
	}

	@Test
	void asksForAPortOfItsOwnForOperations(CapturedOutput output) {
		assertFails(output, "The operations endpoints would be served on the public port 4711.",
				"Set management.server.port to a port that differs from server.port and is not open to the internet.",
				"--server.port=4711", "--management.server.port=4711");
	}

	@Test
	void asksForAFileThatNobodyElseUses(CapturedOutput output) {
		try (ConfigurableApplicationContext first = start()) {
			assertThat(first.isActive()).isTrue();
			assertFails(output, "The file '" + this.folder.resolve("socialhook.db") + "' is in use by another process.",
					"Stop the other process, or set spring.datasource.url to another file. To run several receivers "
							+ "over one store, use PostgreSQL.");
		}
	}

	@Test
	void asksForAFolderThatCanBeWritten(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.folder.resolve("a-file"), "").resolve("inbox.db");
		assertFails(output, "The file '" + file + "' cannot be written: ",
				"Give the user that runs Socialhook the right to write there, mount a volume there, or set "
						+ "spring.datasource.url to a file in another folder.",
				"--spring.datasource.url=jdbc:sqlite:" + file);
	}

	@Test
	void asksForASpillFileThatCanBeWritten(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.folder.resolve("a-file"), "").resolve("spill.db");
		assertFails(output, "The file '" + file + "' cannot be written: ",
				"Set socialhook.spill-file to a file of this process alone, in a folder that the user that runs "
						+ "Socialhook may write to.",
				"--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/socialhook",
				"--spring.datasource.hikari.connection-timeout=250", "--socialhook.spill-file=" + file);
	}

	@Test
	void asksForADatabaseThatThereIsADriverFor(CapturedOutput output) {
		assertFails(output,
				"spring.datasource.url is 'jdbc:mysql://db/socialhook', and there is no driver for such a database.",
				"Set spring.datasource.url to something like 'jdbc:sqlite:data/socialhook.db' or ",
				"--spring.datasource.url=jdbc:mysql://user:kept-quiet@db/socialhook?password=kept-quiet");
		assertThat(output).doesNotContain("kept-quiet");
	}

	@Test
	void asksForATimeoutThatAHandlerMayReasonablyTake(CapturedOutput output) {
		assertFails(output, "socialhook.dispatch.handler-timeout must be at most 24h, but is PT25H",
				"Update your application's configuration", "--socialhook.dispatch.handler-timeout=25h");
	}

	@Test
	void asksForAFileThatIsADatabase(CapturedOutput output) throws IOException {
		Files.writeString(this.folder.resolve("socialhook.db"), "Dear diary, ".repeat(1000));
		assertFails(output, "The database '" + TemporaryStore.urlIn(this.folder) + "' cannot be used: ",
				"Restore a backup of the file, save what is readable with 'sqlite3 <file> .recover'");
	}

	@Test
	void asksForAFileThatNobodyKeepsLocked(CapturedOutput output) throws SQLException {
		start().close();
		try (Connection connection = DriverManager.getConnection(TemporaryStore.urlIn(this.folder));
				Statement statement = connection.createStatement()) {
			statement.execute("PRAGMA locking_mode = EXCLUSIVE");
			statement.execute("BEGIN EXCLUSIVE");
			assertFails(output, "The database file is locked",
					"Stop the other process that locks the file, or let it write in shorter transactions");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:sqlite::memory:", "jdbc:sqlite:" })
	void asksForAStoreThatSurvives(String url, CapturedOutput output) {
		assertFails(output, "spring.datasource.url is '" + url + "'.", "Set spring.datasource.url to something like ",
				"--spring.datasource.url=" + url);
	}

	@Test
	void showsNoSecretThatStandsInTheWrongPlace(CapturedOutput output) {
		assertFails(output, "The setting 'socialhook.endpoints.default.secrets' cannot be read.",
				"Give each endpoint a path and secrets: ", "--socialhook.endpoints.default.secrets[1]=kept-quiet");
		assertThat(output).doesNotContain("kept-quiet");
	}

	private void assertFails(CapturedOutput output, String description, String action, Object... more) {
		assertThatException().isThrownBy(() -> start(more));
		assertThat(output)
			.containsSubsequence("APPLICATION FAILED TO START", "Description:", description, "Action:", action)
			.satisfies((all) -> StackTraces.requireNone(all, description));
	}

	/** Starts with handlers and arguments. */
	private ConfigurableApplicationContext start(Object... more) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(SocialhookApplication.class);
		Map<String, String> arguments = new LinkedHashMap<>(Map.of("--server.port", "0", "--management.server.port",
				"0", "--SOCIALHOOK_SECRET", "any", "--spring.datasource.url", TemporaryStore.urlIn(this.folder)));
		for (Object each : more) {
			if (each instanceof Class<?> handler) {
				application.sources(handler);
			}
			else {
				String[] argument = ((String) each).split("=", 2);
				arguments.put(argument[0], argument[1]);
			}
		}
		return application.run(arguments.entrySet().stream().map(Map.Entry::toString).toArray(String[]::new));
	}

	/** Names an event that nobody sends. */
	static class Misspelt {

		@WebhookHandler("chanel.didCreate")
		void take(JsonNode event) {
		}

	}

	/** Returns what nobody takes. */
	static class Returning {

		@WebhookHandler
		String take(ChannelEvent event) {
			return "done";
		}

	}

	/** Takes what is no event. */
	static class TakingText {

		@WebhookHandler
		void take(String event) {
		}

	}

	/** Takes no event. */
	static class TakingNothing {

		@WebhookHandler
		void take() {
		}

	}

	/** Takes more than comes. */
	static class TakingTwo {

		@WebhookHandler
		void take(ChannelEvent event, JsonNode json) {
		}

	}

	/** Names an event of another type. */
	static class Contradictory {

		@WebhookHandler("channel.didCreate")
		void take(MessageEvent event) {
		}

	}

	/** Has one name for two. */
	static class Namesakes {

		@WebhookHandler(name = "same")
		void takeChannel(ChannelEvent event) {
		}

		@WebhookHandler(name = "same")
		void takeMessage(MessageEvent event) {
		}

	}

}
