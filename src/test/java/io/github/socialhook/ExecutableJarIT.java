package io.github.socialhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;

import io.github.socialhook.extension.JarFolder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar that {@code ./mvnw package} makes for {@code java -jar}: one of which all
 * libraries are a part, where files of the same name must not have displaced each other.
 */
class ExecutableJarIT {

	@Test
	void aDeliveryIsReceivedAndHandled(@TempDir Path folder) throws Exception {
		new JarFolder(Files.createDirectory(folder.resolve("handlers"))).add("shop.jar", "com.example.shop.Cashier",
				"""
						package com.example.shop;

						@org.springframework.stereotype.Component
						class Cashier {

							@io.github.socialhook.handler.WebhookHandler
							void open(io.github.socialhook.event.ChannelEvent.DidCreate created) {
								org.slf4j.LoggerFactory.getLogger("cashier").info("The cashier opens {}", created.channels().getFirst().channelId());
							}

						}
						""");
		List<String> java = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--enable-native-access=ALL-UNNAMED", "-cp", find(Path.of("target")).toString());
		try (ApplicationProcess process = ApplicationProcess.start(java, folder,
				Map.of("SOCIALHOOK_SECRET", Door.SECRET, "SPRING_PROFILES_INCLUDE", "container"))) {
			try (Wire wire = new Wire(process.port())) {
				WebhookRequest request = WebhookRequest
					.signed("{\"event\":\"channel.didCreate\",\"data\":{\"channel\":{\"channelId\":\"first\"}}}");
				assertThat(wire.send(request.bytes()).answerTo(request.method()).status()).isEqualTo(200);
			}
			assertThat(process.await("The cashier opens (\\w+)")).isEqualTo("first");
			JsonNode line = JsonMapper.shared().readTree(process.await("(\\{.*The cashier opens.*})"));
			assertThat(line.path("deliveryId").asString()).isEqualTo("1");
			assertThat(line.path("log").path("logger").asString()).isEqualTo("cashier");
			assertThat(line.path("service").path("name").asString()).isEqualTo("socialhook");
			process.stop();
			assertThat(process.text()).doesNotContain("ERROR", "WARNING:");
		}
	}

	@Test
	void theManifestAllowsNativeCodeAndNamesTheVersion() throws IOException {
		try (JarFile jar = new JarFile(find(Path.of("target")).toFile())) {
			assertThat(jar.getManifest().getMainAttributes().entrySet()).extracting(Map.Entry::toString)
				.contains("Enable-Native-Access=ALL-UNNAMED", "Multi-Release=true",
						"Main-Class=io.github.socialhook.Launcher", "Implementation-Title=Socialhook")
				.anyMatch((entry) -> entry.startsWith("Implementation-Version="));
		}
	}

	/** Any that is installed beside the one that runs the tests. */
	@Test
	void anOlderJavaSaysInASentenceWhichOneIsNeeded() throws Exception {
		Path jar = find(Path.of("target")).toAbsolutePath();
		try (JarFile flat = new JarFile(jar.toFile())) {
			byte[] launcher = read(flat, "io/github/socialhook/Launcher.class");
			assertThat(ByteBuffer.wrap(launcher).getShort(6)).as("class file version of Java 8").isEqualTo((short) 52);
		}
		Optional<Path> older = olderJava();
		Assumptions.assumeTrue(older.isPresent(), "no Java older than 21 is installed");
		Process process = new ProcessBuilder(older.orElseThrow().toString(), "-jar", jar.toString())
			.redirectErrorStream(true)
			.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isEqualTo(1);
		assertThat(said).startsWith("Socialhook needs Java 21 or newer to run, but this is Java ").hasLineCount(1);
	}

	@Test
	void thisJavaStartsTheApplication(@TempDir Path folder) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				find(Path.of("target")).toAbsolutePath().toString(), "--server.port=0", "--management.server.port=0",
				"--socialhook.dispach.enabled=false")
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isEqualTo(1);
		assertThat(said).contains("Starting SocialhookApplication", "Did you mean 'socialhook.dispatch.enabled'")
			.doesNotContain("\tat ");
	}

	@Test
	void aCommandIsRunInsteadOfTheService(@TempDir Path folder) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				find(Path.of("target")).toAbsolutePath().toString(), "events", "didFlag", "--json")
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isZero();
		assertThat(said).startsWith("[{").contains("v3.post.didFlag").hasLineCount(1);
	}

	@Test
	void theTestKitIsAJarOfItsOwn() throws IOException {
		List<String> kit = entries(find(Path.of("target"), "-test.jar"));
		assertThat(kit)
			.contains("io/github/socialhook/test/SocialhookTest.class",
					"META-INF/spring/io.github.socialhook.test.AutoConfigureSocialhook.imports")
			.allMatch((name) -> name.startsWith("META-INF/") || name.startsWith("io/github/socialhook/test/"))
			.noneMatch((name) -> name.contains("Tests"));
		assertThat(entries(find(Path.of("target")))).noneMatch((name) -> name.startsWith("io/github/socialhook/test/"))
			.contains("io/github/socialhook/cli/CommandLineTool.class", "picocli/CommandLine.class");
		Path library = Path.of(find(Path.of("target")).toString().replace("-exec.jar", ".jar"));
		assertThat(entries(library)).noneMatch((name) -> name.matches("io/github/socialhook/(test|cli)/.*"));
	}

	private static List<String> entries(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			return file.stream().filter((entry) -> !entry.isDirectory()).map(JarEntry::getName).toList();
		}
	}

	private static Optional<Path> olderJava() throws IOException {
		Path folder = Path.of("/usr/lib/jvm");
		if (!Files.isDirectory(folder)) {
			return Optional.empty();
		}
		try (Stream<Path> installed = Files.list(folder)) {
			return installed.filter((jdk) -> jdk.getFileName().toString().matches(".*\\b(8|11|17)\\b.*"))
				.map((jdk) -> jdk.resolve("bin/java"))
				.filter(Files::isExecutable)
				.findFirst();
		}
	}

	@Test
	void whatWasMergedDoesNotSayWhen() throws IOException {
		try (JarFile jar = new JarFile(find(Path.of("target")).toFile())) {
			for (String name : List.of("META-INF/spring.factories",
					"META-INF/spring-autoconfigure-metadata.properties")) {
				assertThat(new String(read(jar, name), StandardCharsets.ISO_8859_1).lines()).isNotEmpty()
					.filteredOn((line) -> line.startsWith("#"))
					.isEmpty();
			}
		}
	}

	@Test
	void nothingThatALibraryRegistersIsLost() throws IOException {
		List<String> lost = new ArrayList<>();
		int libraries = 0;
		try (JarFile flat = new JarFile(find(Path.of("target")).toFile());
				JarFile layered = new JarFile(find(Path.of("target", "image")).toFile())) {
			for (JarEntry library : (Iterable<JarEntry>) layered.stream()::iterator) {
				if (!library.getName().matches("BOOT-INF/lib/.*\\.jar") || library.getName().contains("jarmode")) {
					continue;
				}
				libraries++;
				try (JarInputStream entries = new JarInputStream(layered.getInputStream(library))) {
					for (JarEntry entry; (entry = entries.getNextJarEntry()) != null;) {
						if (counts(entry.getName())) {
							List<String> all = lines(entry.getName(), read(flat, entry.getName()));
							lines(entry.getName(), entries.readAllBytes()).stream()
								.filter((line) -> !all.contains(line))
								.map((line) -> library.getName() + " " + line)
								.forEach(lost::add);
						}
					}
				}
			}
		}
		assertThat(libraries).isGreaterThan(30);
		assertThat(lost).isEmpty();
	}

	private static boolean counts(String name) {
		return !name.endsWith("/") && !name.contains(".test.") && !name.endsWith("module-info.class")
				&& (name.endsWith(".class") || name.endsWith(".imports") || name.endsWith(".replacements")
						|| name.startsWith("META-INF/services/") || name.equals("META-INF/spring.factories")
						|| name.equals("META-INF/spring-autoconfigure-metadata.properties"));
	}

	/** What a file of this name says, or only its name where that is enough. */
	private static List<String> lines(String name, byte[] bytes) throws IOException {
		String text = new String(bytes, StandardCharsets.UTF_8);
		if (name.endsWith(".class")) {
			return (bytes.length > 0) ? List.of(name) : List.of();
		}
		if (name.endsWith(".factories") || name.endsWith(".properties")) {
			Properties properties = new Properties();
			properties.load(new StringReader(text));
			return properties.entrySet()
				.stream()
				.flatMap((entry) -> Arrays.stream(entry.getValue().toString().split(","))
					.map((value) -> name + " " + entry.getKey() + "=" + value.strip()))
				.toList();
		}
		return text.lines()
			.map((line) -> line.replaceFirst("#.*", "").strip())
			.filter((line) -> !line.isEmpty())
			.map((line) -> name + " " + line)
			.toList();
	}

	private static byte[] read(JarFile jar, String name) throws IOException {
		JarEntry entry = jar.getJarEntry(name);
		if (entry == null) {
			return new byte[0];
		}
		try (InputStream in = jar.getInputStream(entry)) {
			return in.readAllBytes();
		}
	}

	static Path find(Path folder) throws IOException {
		return find(folder, "-exec.jar");
	}

	private static Path find(Path folder, String end) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(end)).findFirst().orElseThrow().toAbsolutePath();
		}
	}

}
