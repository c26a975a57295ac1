package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages say is what the code does. */
class DocumentationTests {

	private static final Path MAIN = Path.of("src/main/java");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Path EXAMPLES = Path.of("src/test/java/io/github/socialhook/docs");

	@ParameterizedTest
	@EnumSource
	void everyBlockOfJavaIsCompiledWithTheTests(Documentation page) throws IOException {
		List<String> examples = sources(EXAMPLES).map(DocumentationTests::withoutIndent).toList();
		assertThat(page.blocks("java")).map(DocumentationTests::withoutIndent)
			.allSatisfy((block) -> assertThat(examples).anySatisfy((example) -> assertThat(example).contains(block)));
	}

	@ParameterizedTest
	@EnumSource
	void everyLinkLeadsSomewhere(Documentation page) {
		Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)").matcher(page.text()).results().forEach((link) -> {
			Path target = link.group(1).isEmpty() ? page.file() : page.file().resolveSibling(link.group(1)).normalize();
			assertThat(target).exists();
			if (link.group(2) != null) {
				assertThat(anchors(target)).contains(link.group(2));
			}
		});
	}

	@Test
	void indexLinksEveryPage() throws IOException {
		try (Stream<Path> pages = Files.list(Documentation.INDEX.file().getParent())) {
			assertThat(pages.filter(Files::isRegularFile).filter((page) -> !page.equals(Documentation.INDEX.file())))
				.allSatisfy((page) -> assertThat(Documentation.of(page)).isNotNull())
				.allSatisfy((page) -> assertThat(Documentation.INDEX.text()).contains("](" + page.getFileName() + ")"));
		}
	}

	@Test
	void configurationHasEachSettingWithItsDefault() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		Documentation.CONFIGURATION.rows("`socialhook\\.[^{]*`")
			.forEach((row) -> documented.put(code(row.getFirst()), row.get(1)));
		Map<String, String> actual = new TreeMap<>();
		JsonNode metadata = JsonMapper.shared()
			.readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream());
		metadata.path("properties")
			.forEach((property) -> actual.put(property.path("name").asString(), defaultOf(property)));
		assertThat(documented).containsOnlyKeys(actual.keySet());
		actual.values().removeIf(String::isEmpty);
		assertThat(documented).containsAllEntriesOf(actual);
	}

	/** What has none in the code is put into words on the page. */
	private static String defaultOf(JsonNode property) {
		return property.has("defaultValue") ? "`" + property.path("defaultValue").asString() + "`" : "";
	}

	@Test
	void operatingHasEachStateAndEachOutcome() {
		assertThat(Documentation.OPERATING.rows("`[A-Z]+`")).map((row) -> code(row.getFirst()))
			.containsExactlyInAnyOrderElementsOf(names(DeliveryState.values()));
		assertThat(Documentation.OPERATING.rows("\\d{3}|none")).map((row) -> code(row.get(1)).toUpperCase(Locale.ROOT))
			.containsExactlyInAnyOrderElementsOf(names(RequestOutcome.values()));
	}

	@Test
	void troubleshootingQuotesLogLinesAsTheyAre() throws IOException {
		String code = sources(MAIN).collect(Collectors.joining()).replaceAll("\"\\s*\\+\\s*\"", "");
		List<List<String>> lines = Documentation.TROUBLESHOOTING.rows("`.*….*`");
		assertThat(lines).hasSizeGreaterThan(8)
			.allSatisfy((row) -> assertThat(CODE.matcher(row.getFirst()).results()).isNotEmpty()
				.allSatisfy((line) -> assertThat(code).contains(line.group(1).split("\\s?…\\s?"))));
	}

	@Test
	void readmeNamesTheJarThatIsBuilt() throws IOException {
		Properties build = PropertiesLoaderUtils.loadAllProperties("META-INF/build-info.properties");
		String jar = "target/socialhook-" + build.getProperty("build.version") + "-exec.jar";
		assertThat(Documentation.README.text()).contains(jar);
		assertThat(Documentation.LINUX.text()).contains(jar);
		assertThat(Documentation.COMMAND_LINE.text()).contains(jar);
	}

	@ParameterizedTest
	@EnumSource
	void pagesNameTheVersionsThatAreBuilt(Documentation page) throws IOException {
		String pom = Files.readString(Path.of("pom.xml"));
		String parent = pom.substring(pom.indexOf("<parent>"), pom.indexOf("</parent>"));
		String own = pom.substring(pom.indexOf("</parent>"), pom.indexOf("<name>"));
		assertThat(page.blocks("xml")).allSatisfy(
				(block) -> assertThat(block.split("(?=<artifactId>)")).filteredOn((part) -> part.contains("<version>"))
					.allSatisfy((part) -> {
						if (part.startsWith("<artifactId>spring-boot-starter-parent<")) {
							assertThat(parent).contains(version(part));
						}
						else if (part.startsWith("<artifactId>socialhook<")) {
							assertThat(own).contains(version(part));
						}
					}));
	}

	@Test
	void examplesHaveTheVersionsAndTheCodeOfThePages() throws IOException {
		Path project = Path.of("docs/examples/handler-jar");
		String pom = Files.readString(Path.of("pom.xml"));
		String own = pom.substring(pom.indexOf("</parent>"), pom.indexOf("<name>"));
		assertThat(Files.readString(project.resolve("pom.xml")).split("(?=<artifactId>)"))
			.filteredOn((part) -> part.matches("(?s)<artifactId>(spring-boot-starter-parent|socialhook)<.*"))
			.hasSize(3)
			.allSatisfy((part) -> assertThat(part.startsWith("<artifactId>socialhook<") ? own : pom)
				.contains(version(part)));
		List<String> examples = sources(EXAMPLES).map(DocumentationTests::withoutIndent).toList();
		assertThat(sources(project)).hasSize(2).map(DocumentationTests::withoutIndent).isSubsetOf(examples);
	}

	private static String version(String xml) {
		return xml.substring(xml.indexOf("<version>"), xml.indexOf("</version>"));
	}

	@Test
	void readmeBeginsWithTheDemoAndTheTests() throws IOException {
		assertThat(Documentation.README.blocks("sh")).startsWith("./mvnw -Pdemo spring-boot:run\n", "./mvnw verify\n");
		assertThat(Files.readString(Path.of("pom.xml"))).contains("<id>demo</id>")
			.contains("<spring-boot.run.arguments>demo</spring-boot.run.arguments>");
	}

	@Test
	void guaranteesNameTestsThatExist() throws IOException {
		Set<String> tests;
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			tests = files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith("Tests.java"))
				.map((name) -> name.replace(".java", ""))
				.collect(Collectors.toSet());
		}
		List<String> named = Pattern.compile("`(\\w+Tests)`")
			.matcher(Documentation.GUARANTEES.text())
			.results()
			.map((name) -> name.group(1))
			.toList();
		assertThat(named).hasSizeGreaterThan(20).isSubsetOf(tests);
		assertThat(Documentation.GUARANTEES.rows("\\*\\*.*")).hasSizeGreaterThan(10)
			.allSatisfy((row) -> assertThat(row.get(1)).containsPattern("`\\w+Tests`"));
	}

	private static List<String> anchors(Path page) {
		return Documentation.of(page)
			.text()
			.lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("#+ ", "")
				.toLowerCase(Locale.ROOT)
				.replace(' ', '-')
				.replaceAll("[^\\w-]", ""))
			.toList();
	}

	private static List<String> names(Enum<?>[] values) {
		return Arrays.stream(values).map(Enum::name).toList();
	}

	private static String code(String cell) {
		return cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell;
	}

	private static String withoutIndent(String text) {
		return text.replaceFirst("^package .*\\n", "").lines().map(String::strip).collect(Collectors.joining("\n"));
	}

	private static Stream<String> sources(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(DocumentationTests::read)
				.toList()
				.stream();
		}
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
