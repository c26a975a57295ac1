package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing that the service says shows a secret, whomever it says it to and however it was
 * asked: whatever comes out is searched for all of them, in all their forms.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretLeakTests {

	/** Those that show why a start failed. */
	private static final List<String> DEBUGGED = List.of("io.github.socialhook", "org.springframework.boot",
			"org.springframework.context");

	/** Says much, and nothing of settings. */
	private static final String CONDITIONS = "org.springframework.boot.autoconfigure";

	private static final SecureRandom random = new SecureRandom();

	@TempDir
	private Path folder;

	@AfterAll
	static void becomeQuietAgain() {
		LoggingSystem system = LoggingSystem.get(SecretLeakTests.class.getClassLoader());
		DEBUGGED.forEach((name) -> system.setLogLevel(name, null));
		system.setLogLevel(CONDITIONS, null);
	}

	@Test
	void showsNoneWhileItRuns() throws IOException, InterruptedException {
		Secrets secrets = new Secrets();
		String[] signing = Stream.of("default", "newer", "chat", "newer-chat", "argument", "placeholder")
			.map(secrets::add)
			.toArray(String[]::new);
		String database = secrets.add("database");
		String password = secrets.add("password");
		String login = secrets
			.addForm(Base64.getEncoder().encodeToString(("anna:" + password).getBytes(StandardCharsets.UTF_8)));
		String hash = secrets.addForm(new BCryptPasswordEncoder(4).encode(password));
		Path tree = Files.createDirectories(this.folder.resolve("secrets/tree"));
		Path file = Files.writeString(this.folder.resolve("secrets/default"), signing[0]);
		Path chat = Files.writeString(tree.resolve("socialhook.endpoints.chat.secrets"), signing[2]);
		Files.writeString(tree.resolve("socialhook.operations.users.anna.password"), "{bcrypt}" + hash);
		Files.writeString(tree.resolve("spring.datasource.password"), database);
		StringBuilder said = new StringBuilder();
		try (PostgresServer server = new PostgresServer(this.folder)) {
			server.start();
			requirePassword(server, database);
			try (ApplicationProcess service = ApplicationProcess.start(this.folder,
					Map.of("SOCIALHOOK_SECRET_FILE", file.toString(), "SIGNS_SOCIAL", signing[5]),
					"--spring.config.import=configtree:" + tree + "/", "--socialhook.endpoints.default.path=/webhooks",
					"--socialhook.endpoints.argument.secrets=" + signing[4],
					"--socialhook.endpoints.social.secrets=${SIGNS_SOCIAL}",
					"--socialhook.operations.users.anna.role=operator",
					"--spring.datasource.url=" + server.url("postgres", "keeper"),
					"--spring.datasource.hikari.connection-timeout=300",
					"--management.endpoints.web.exposure.include=*", "--management.endpoint.env.show-values=always",
					"--management.endpoint.configprops.show-values=always", "--logging.threshold.console=info",
					"--logging.file.name=" + this.folder.resolve("all.log"), "--logging.level.root=debug",
					"--logging.level.io.github.socialhook=trace", "--logging.level.org.postgresql=trace",
					"--logging.level.com.zaxxer.hikari=trace", "--logging.level.org.springframework.boot=trace",
					"--logging.level.org.springframework.core=trace", "--logging.level.org.springframework.jdbc=trace",
					"--logging.level.org.springframework.security=trace",
					"--logging.level.org.springframework.web=trace")) {
				service.await("(Started SocialhookApplication)");
				int operations = Integer
					.parseInt(service.await("(?s)Tomcat started on port .*Tomcat started on port (\\d+)"));
				WebhookRequest request = WebhookRequest.signed();
				assertThat(send(service, request.withSecret(signing[0]), said)).isAcknowledged();
				assertThat(send(service, request.to("/webhooks/chat").withSecret(signing[2]), said)).isAcknowledged();
				assertThat(send(service, request.to("/webhooks/argument").withSecret(signing[4]), said))
					.isAcknowledged();
				assertThat(send(service, request.to("/webhooks/social").withSecret(signing[5]), said)).isAcknowledged();
				Files.writeString(file, signing[1] + "\n" + signing[0] + "\n");
				Files.writeString(chat, signing[3]);
				WebhookRequest forged = WebhookRequest.signed();
				secrets.addForm(forged.withSecret(signing[0]).headers().getLast().replaceFirst(".*: ", ""));
				send(service, forged.withSecret("another"), said);
				send(service, forged.withSecret(signing[4]), said);
				send(service, forged.withSecret(signing[0] + "\n"), said);
				send(service, forged.withSignature("malformed"), said);
				send(service, forged.without(WebhookRequest.SIGNATURE), said);
				send(service, forged.chunked(5).sending("no chunk"), said);
				send(service, forged.replacing("Content-Length", "many"), said);
				service.await("(The secrets of endpoint 'default' have changed)");
				service.await("(The secrets of endpoint 'chat' have changed)");
				assertThat(send(service, WebhookRequest.signed().withSecret(signing[1]), said)).isAcknowledged();
				askAll(operations, login, said);
				dumpThreads(service, said);
				server.kill();
				Files.writeString(chat, "");
				assertThat(send(service, WebhookRequest.signed().withSecret(signing[1]), said)).isAcknowledged();
				said.append(ask(operations, "/api/v1/stats", login));
				service.await("(The secrets of endpoint 'chat' can no longer be read)");
				service.stop();
				said.append(service.text());
			}
		}
		String log = Files.readString(this.folder.resolve("all.log"));
		assertThat(log).contains(" DEBUG ", " TRACE ");
		secrets.assertNotIn(said.append(log).toString());
	}

	/** For one that is to be asked for its password, as PostgreSQL in earnest does. */
	private void requirePassword(PostgresServer server, String password) throws IOException {
		server.sql().sql("CREATE ROLE keeper SUPERUSER LOGIN PASSWORD '" + password + "'").update();
		Path rules = this.folder.resolve("postgres/pg_hba.conf");
		Files.writeString(rules, "host all keeper all scram-sha-256\n" + Files.readString(rules));
		server.sql().sql("SELECT pg_reload_conf()").query().singleRow();
	}

	private static RawAnswer send(ApplicationProcess service, WebhookRequest request, StringBuilder said) {
		try (Wire wire = new Wire(service.port())) {
			RawAnswer answer = wire.send(request.bytes()).answer();
			said.append(answer).append('\n');
			return answer;
		}
	}

	/**
	 * Whatever the operations port has to say, to whom knows the password or does not.
	 */
	private static void askAll(int port, String login, StringBuilder said) {
		List<String> paths = new ArrayList<>(Stream
			.of("stats", "deliveries", "deliveries/1", "deliveries/1/body", "handlers", "replays", "rejections",
					"openapi.json", "nothing")
			.map("/api/v1/"::concat)
			.toList());
		JsonNode links = new JsonMapper().readTree(ask(port, "/actuator", login).body()).path("_links");
		links.forEach((link) -> paths.add(link.path("href").asString().replaceFirst("^https?://[^/]*", "")));
		paths.removeIf((path) -> path.contains("{"));
		assertThat(paths).contains("/actuator/env", "/actuator/configprops", "/actuator/threaddump",
				"/actuator/prometheus", "/actuator/conditions", "/actuator/mappings");
		paths.addAll(List.of("/actuator/env/SIGNS_SOCIAL", "/actuator/env/spring.datasource.password",
				"/actuator/env/socialhook.endpoints.chat.secrets", "/actuator/configprops/socialhook"));
		for (String path : paths) {
			said.append(ask(port, path, login)).append('\n');
			said.append(ask(port, path, "YW5uYTp3cm9uZw==")).append('\n');
		}
		assertThat(ask(port, "/actuator/heapdump", login)).hasStatus(404);
	}

	private static RawAnswer ask(int port, String path, String login) {
		try (Wire wire = new Wire(port)) {
			return wire
				.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + login
						+ "\r\nConnection: close\r\n\r\n")
				.answer();
		}
	}

	private static void dumpThreads(ApplicationProcess service, StringBuilder said)
			throws IOException, InterruptedException {
		Path command = Path.of(System.getProperty("java.home"), "bin", "jcmd");
		Process process = new ProcessBuilder(command.toString(), Long.toString(service.pid()), "Thread.print", "-l")
			.redirectErrorStream(true)
			.start();
		String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(dump).isZero();
		assertThat(dump).contains("socialhook-secrets");
		said.append(dump);
	}

	/** What people get wrong, with a secret where something else should stand. */
	@ParameterizedTest
	@ValueSource(strings = { "--socialhook.endpoints=%s", "--socialhook.endpoints.default=%s",
			"--socialhook.endpoints.default.secrets[1]=%s", "--socialhook.endpoints.default.secrets.newest=%s",
			"--socialhook.secret[1]=%s", "--socialhook.secret.newest=%s", "--socialhook.secrets=%s",
			"--socialhook.secret-file=%s", "--socialhook.endpoints.chat.secrets=${%s}", "--SOCIALHOOK_SECRET_FILE=%s",
			"--SOCIALHOOK_SECRET_FILE=/%s", "--SOCIALHOOK_SECRET_FILE=ab/%s/cd", "--socialhook.operations=%s",
			"--socialhook.operations.users=%s", "--socialhook.operations.users.anna=%s",
			"--socialhook.operations.users.anna.password=%s", "--socialhook.operations.users.anna.password={bcrypt}%s",
			"--spring.datasource.url=jdbc:sqlite:/nowhere/?password=%s",
			"--spring.datasource.url=jdbc:postgresql://localhost:no/db?password=%s",
			"--spring.datasource.url=jdbc:unheard://localhost/db?password=%s",
			"--spring.application.json={\"socialhook\": {\"endpoints\": {\"chat\": {\"secrets\": \"%s\" oh\": 1}}}}",
			"--broken.yml=secrets: a: %s", "--broken.yml=secrets: \"%s", "--broken.yml=secrets: @%s",
			"--broken.yml=secrets: %s: %s", "--broken.properties=socialhook.endpoints.chat.secrets=%s\\uzzzz",
			"--broken.yml=secrets: '%s\n%%\n'a" })
	void showsNoneInTheWrongPlace(String wrong, CapturedOutput output) throws IOException {
		Secrets secrets = new Secrets();
		String argument = wrong.replace("%s", secrets.add("misplaced"));
		if (argument.startsWith("--broken")) {
			int end = argument.indexOf('=');
			Path file = Files.writeString(this.folder.resolve(argument.substring(2, end)), argument.substring(end + 1));
			argument = "--spring.config.additional-location=file:" + file;
		}
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0"));
		DEBUGGED.forEach((name) -> arguments.add("--logging.level." + name + "=debug"));
		arguments.add("--logging.level." + CONDITIONS + "=info");
		if (!argument.contains("spring.datasource")) {
			arguments.add("--spring.datasource.url=" + TemporaryStore.urlIn(this.folder));
		}
		if (argument.contains("endpoints") == argument.contains("SECRET_FILE")) {
			arguments.add("--SOCIALHOOK_SECRET=" + secrets.add("proper"));
		}
		arguments.add(argument);
		if (starts(arguments)) {
			assertThat(output).contains("Started ");
		}
		else {
			assertThat(output).containsAnyOf("APPLICATION FAILED TO START", "Application run failed");
		}
		secrets.assertNotIn(output.toString());
	}

	private static boolean starts(List<String> arguments) {
		try {
			new SpringApplicationBuilder(SocialhookApplication.class).run(arguments.toArray(String[]::new)).close();
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/** What is not to be found, in each form in which it might be. */
	private static final class Secrets {

		private final List<String> forms = new ArrayList<>();

		String add(String name) {
			byte[] bytes = new byte[15];
			random.nextBytes(bytes);
			String secret = name.charAt(0) + Base64.getEncoder().encodeToString(bytes).replaceAll("\\W", "x");
			byte[] key = secret.getBytes(StandardCharsets.UTF_8);
			addForm(secret);
			addForm(Base64.getEncoder().encodeToString(key).replace("=", ""));
			addForm(HexFormat.of().formatHex(key));
			addForm(HexFormat.of().withUpperCase().formatHex(key));
			String numbers = Arrays.toString(key);
			addForm(numbers.substring(1, numbers.length() - 1));
			return secret;
		}

		String addForm(String form) {
			this.forms.add(form);
			return form;
		}

		/** Shows where it was found without burying that in all that was said. */
		void assertNotIn(String text) {
			List<String> found = text.lines()
				.filter((line) -> this.forms.stream().anyMatch(line::contains))
				.map((line) -> line.substring(0, Math.min(line.length(), 2000)))
				.limit(20)
				.toList();
			assertThat(found).isEmpty();
			assertThat(this.forms.stream().anyMatch(text::contains)).isFalse();
		}

	}

}
