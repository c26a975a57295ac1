package io.github.socialhook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.event.catalogue.EventCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that need no other side. */
class CatalogueCommandTests {

	@TempDir
	private Path folder;

	@Test
	void listsAndSearchesTheEvents() {
		Commands commands = new Commands(this.folder);
		assertThat(commands.run("events").out().lines()).hasSize(EventCatalogue.types().size());
		assertThat(commands.run("events", "FLAG").out().lines()).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).containsIgnoringCase("flag"))
			.anySatisfy((line) -> assertThat(line).startsWith("v3.post.didFlag ").endsWith("  PostEvent.DidFlag"));
		assertThat(commands.run("events", "nothing-like-it").exitCode()).isEqualTo(ExitCodes.FAILED);
		JsonNode all = commands.run("events", "--json").json();
		assertThat(all).hasSize(EventCatalogue.types().size());
		assertThat(all.get(0).propertyNames()).containsExactly("name", "group", "type", "otherNames", "deprecatedSince",
				"subject");
	}

	@Test
	void showsASample() {
		Commands commands = new Commands(this.folder);
		assertThat(commands.run("events", "--sample", "v3.post.didFlag").json())
			.isEqualTo(JsonMapper.shared().readTree(SendOptions.sampleOf(EventNames.find("v3.post.didFlag"))));
		assertThat(commands.run("events", "--sample", "v3.post.didFlg").err())
			.contains("Did you mean 'v3.post.didFlag'?");
	}

	@Test
	void encodesAPassword() {
		Commands commands = new Commands(this.folder).input("correct horse\n");
		String encoded = commands.run("hash-password").out().strip();
		assertThat(encoded).startsWith("{bcrypt}$2");
		assertThat(new BCryptPasswordEncoder().matches("correct horse", encoded.substring("{bcrypt}".length())))
			.isTrue();
		assertThat(new Commands(this.folder).run("hash-password").exitCode()).isEqualTo(ExitCodes.USAGE);
		assertThat(new Commands(this.folder).input("ü".repeat(37)).run("hash-password").err()).contains("74 bytes");
	}

	@Test
	void beginsAProject() throws Exception {
		Commands commands = new Commands(this.folder);
		assertThat(commands.run("new", "my-receiver", "--package", "org.acme.hooks").exitCode()).isZero();
		Path project = this.folder.resolve("my-receiver");
		try (Stream<Path> files = Files.walk(project)) {
			List<Path> all = files.filter(Files::isRegularFile).toList();
			assertThat(all).extracting((file) -> project.relativize(file).toString())
				.contains("pom.xml", ".gitignore", "README.md", "mvnw", ".mvn/wrapper/maven-wrapper.properties",
						"src/test/java/org/acme/hooks/ChannelCountTests.java");
			assertThat(all).allSatisfy((file) -> assertThat(Files.readString(file)).doesNotContain("{{", "@project"));
		}
		assertThat(project.resolve("mvnw")).isExecutable();
		assertThat(Files.readString(project.resolve("pom.xml"))).containsPattern("<socialhook.version>\\d");
		assertThat(commands.run("new", "my-receiver").err()).contains("exists already");
		assertThat(commands.run("new", "My Receiver").exitCode()).isEqualTo(ExitCodes.USAGE);
		assertThat(commands.run("new", "other", "--package", "1.a").exitCode()).isEqualTo(ExitCodes.USAGE);
	}

}
