package io.github.socialhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What the files in {@code deploy} name is what the application has. */
@HandlingService
class DeploymentTests {

	private static final Path FOLDER = Path.of("deploy");

	/** Written with an underscore where Spring Boot recommends none. */
	private static final Set<String> OWN = Set.of("SOCIALHOOK_SECRET_FILE");

	@Autowired
	private Door door;

	@Test
	void everyVariableIsASetting() throws IOException {
		Set<String> variables = named("\\b((?:SOCIALHOOK|SPRING|SERVER|MANAGEMENT|LOGGING)_[A-Z_]+)");
		assertThat(variables).hasSizeGreaterThan(5);
		variables.removeAll(OWN);
		assertThat(variables()).containsAll(variables);
	}

	@ParameterizedTest
	@EnumSource(names = { "DEPLOY", "LINUX", "COMPOSE", "KUBERNETES", "CLOUD", "UPDATES" })
	void everyVariableOfAPageIsASetting(Documentation page) throws IOException {
		Set<String> variables = matches(page.text(), "\\b((?:SOCIALHOOK|SPRING|SERVER|MANAGEMENT)_[A-Z_]+)")
			.collect(Collectors.toCollection(TreeSet::new));
		variables.removeAll(OWN);
		assertThat(variables()).containsAll(variables);
	}

	private static Set<String> variables() throws IOException {
		return settings().stream()
			.map((name) -> name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT))
			.collect(Collectors.toSet());
	}

	@Test
	void everyFileOfAConfigurationTreeIsASetting() throws IOException {
		Set<String> keys = named("\\b((?:socialhook\\.endpoints|spring\\.datasource)\\.[a-z.]+)");
		assertThat(keys).containsExactly("socialhook.endpoints.default.secrets", "spring.datasource.password");
		assertThat(settings()).contains("socialhook.endpoints", "spring.datasource.password");
	}

	@Test
	void everyMetricIsCountedAndDocumented() {
		this.door.deliver(WebhookRequest
			.signed("{\"event\":\"channel.didCreate\",\"data\":{\"channel\":{\"channelId\":\"c\"}}}"));
		String scraped = Awaitility.await()
			.until(() -> ask("/actuator/prometheus").body(), (body) -> body.contains("socialhook_handling_seconds"));
		String questions = read(FOLDER.resolve("prometheus/alerts.yml"))
				+ read(FOLDER.resolve("grafana/dashboard.json"));
		Set<String> metrics = matches(questions, "\\b((?:socialhook|disk|jvm)_[a-z_]+)")
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(metrics).hasSizeGreaterThan(8)
			.allSatisfy((metric) -> assertThat(scraped).containsPattern("(?m)^" + metric + "[{ ]"));
		metrics.removeIf((metric) -> !metric.startsWith("socialhook_"));
		assertThat(metrics).allSatisfy((metric) -> assertThat(Documentation.OPERATING.text())
			.contains("`" + metric.replaceAll("_(bucket|count|sum)$", "") + "`"));
	}

	@Test
	void everyTagOfAnAlarmIsOneThatIsCounted() {
		String alerts = read(FOLDER.resolve("prometheus/alerts.yml"));
		Set<String> outcomes = matches(alerts, "outcome=~?\"([a-z_|]+)\"")
			.flatMap((each) -> Stream.of(each.split("\\|")))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(outcomes).hasSizeGreaterThan(3)
			.isSubsetOf(Documentation.OPERATING.rows("\\d{3}|none")
				.stream()
				.map((row) -> row.get(1).replace("`", ""))
				.toList());
		assertThat(matches(alerts, "reason=\"(\\w+)\"")).containsOnly("failing");
	}

	@Test
	void everyAddressThatIsAskedAnswers() throws IOException {
		Set<String> paths = named("(/actuator/[a-z/]+)");
		assertThat(paths).contains("/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus")
			.allSatisfy((path) -> assertThat(ask(path)).hasStatus(200));
	}

	@Test
	void portsAreThoseOfTheApplication() throws IOException {
		String settings = read(Path.of("src/main/resources/application.yml"));
		assertThat(settings).contains("port: 8080", "port: 8081");
		assertThat(read(Path.of("Dockerfile"))).contains("EXPOSE 8080 8081");
		assertThat(named("(?:receiver-\\d|localhost|127\\.0\\.0\\.1):(\\d+)\\b(?!\\.)"))
			.containsExactlyInAnyOrder("8080", "8081", "9090");
		assertThat(named("(?:containerPort|prometheus.io/port)[: \"]+(\\d+)")).containsExactlyInAnyOrder("8080",
				"8081");
	}

	@Test
	void userIsThatOfTheImage() throws IOException {
		assertThat(read(Path.of("Dockerfile"))).contains("USER 10001:10001");
		assertThat(named("(?:runAsUser|runAsGroup|fsGroup): (\\d+)")).containsExactly("10001");
		assertThat(named("user: \"(\\d+:\\d+)\"")).contains("10001:10001");
	}

	@Test
	void imageIsTheOneThatIsReleased() throws IOException {
		Properties build = PropertiesLoaderUtils.loadAllProperties("META-INF/build-info.properties");
		String version = build.getProperty("build.version");
		assertThat(read(Path.of("Dockerfile"))).contains("ARG VERSION=" + version);
		String image = matches(read(Path.of(".github/workflows/release.yml")), "IMAGE: (\\S+)").findFirst()
			.orElseThrow();
		assertThat(named("image: (\\S*socialhook\\S*)")).containsExactlyInAnyOrder("socialhook",
				image + ":" + version.replace("-SNAPSHOT", ""));
		assertThat(named("newName: (\\S+)")).containsExactly(image);
		assertThat(named("repository: (\\S+)")).containsExactly(image);
		assertThat(named("(?:newTag|appVersion): (\\S+)")).containsExactly(version.replace("-SNAPSHOT", ""));
	}

	private RawAnswer ask(String path) {
		try (Wire wire = this.door.openOperations()) {
			return wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
		}
	}

	/** Every key that Spring Boot and we describe. */
	private static Set<String> settings() throws IOException {
		Set<String> names = new TreeSet<>();
		for (URL each : Collections
			.list(DeploymentTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream metadata = each.openStream()) {
				JsonMapper.shared()
					.readTree(metadata)
					.path("properties")
					.forEach((property) -> names.add(property.path("name").asString()));
			}
		}
		return names;
	}

	/** What the first group of a pattern finds in any of the files. */
	private static Set<String> named(String pattern) throws IOException {
		Map<Path, String> files = new TreeMap<>();
		try (Stream<Path> all = Files.walk(FOLDER)) {
			all.filter(Files::isRegularFile)
				.filter((file) -> !file.startsWith(FOLDER.resolve("firewall"))
						&& !file.startsWith(FOLDER.resolve("secrets")))
				.forEach((file) -> files.put(file, read(file)));
		}
		assertThat(files).hasSizeGreaterThan(10);
		return files.values()
			.stream()
			.flatMap((text) -> matches(text, pattern))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<String> matches(String text, String pattern) {
		return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
