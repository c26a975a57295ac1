package io.github.socialhook.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandlerJarsTests {

	private final ClassLoader ownLoader = Thread.currentThread().getContextClassLoader();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	@TempDir
	private Path home;

	private JarFolder jars;

	@BeforeEach
	void createFolder() throws IOException {
		this.jars = new JarFolder(Files.createDirectory(this.home.resolve("handlers")));
	}

	@AfterEach
	void close() {
		this.context.close();
		Thread.currentThread().setContextClassLoader(this.ownLoader);
	}

	@Test
	void makesBeansOfComponentsAndOfNothingElse() throws IOException {
		this.jars.add("a.jar", "com.example.Mark", """
				package com.example;
				@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
				@org.springframework.stereotype.Component
				public @interface Mark {
				}
				""");
		this.jars.add("b.jar", "com.example.Marked", """
				package com.example;
				@Mark
				class Marked {
					@org.springframework.stereotype.Component
					static class Inside {
					}
					class Plain {
					}
				}
				""");
		this.jars.add("c.jar", "com.example.Automatic", """
				package com.example;
				@org.springframework.boot.autoconfigure.AutoConfiguration
				class Automatic {
				}
				""");
		bringIn(this.jars.path());
		assertThat(this.context.getBeanDefinitionNames()).filteredOn((name) -> !name.startsWith("org.springframework."))
			.containsExactlyInAnyOrder("marked", "marked.Inside");
	}

	@Test
	void heedsConditions() throws IOException {
		this.jars.add("a.jar", "com.example.Rare", """
				package com.example;
				@org.springframework.stereotype.Component
				@org.springframework.context.annotation.Profile("rare")
				class Rare {
				}
				""");
		bringIn(this.jars.path());
		assertThat(this.context.containsBeanDefinition("rare")).isFalse();
	}

	@Test
	void leavesAnEmptyFolderAlone() {
		bringIn(this.jars.path());
		assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(this.ownLoader);
	}

	@Test
	void doesWithoutTheFolderUnlessItWasChosen() {
		new HandlerJars().initialize(this.context);
		Path chosen = this.home.resolve("elsewhere");
		assertThat(analysisOf(chosen).getDescription())
			.contains(chosen + "' cannot be used: it is not a readable " + "directory");
	}

	@Test
	void refusesWhatIsNoJar() throws IOException {
		Path jar = Files.writeString(this.jars.path().resolve("broken.jar"), "This is no jar");
		assertThat(analysisOf(this.jars.path())).satisfies((analysis) -> {
			assertThat(analysis.getDescription()).contains(jar + "' cannot be used: it is not a readable jar");
			assertThat(analysis.getAction()).contains("plain jar");
		});
	}

	@Test
	void refusesComponentWhoseLibraryIsMissing() throws IOException {
		Path library = this.jars.add("library.jar", "com.example.Till", """
				package com.example;
				public class Till {
				}
				""");
		this.jars.add("shop.jar", "com.example.Cashier", """
				package com.example;
				@org.springframework.stereotype.Component
				class Cashier {
					Cashier(Till till) {
					}
				}
				""");
		Files.delete(library);
		assertThat(analysisOf(this.jars.path())).satisfies((analysis) -> {
			assertThat(analysis.getDescription()).contains("shop.jar").contains("Cashier").contains("com/example/Till");
			assertThat(analysis.getAction()).startsWith("Put the jar that has the missing class into the same folder");
		});
	}

	@Test
	void refusesClassesOfANewerJava() throws IOException {
		byte[] classFile = { (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 3, (byte) 0xe7 };
		this.jars.addFile("future.jar", "com/example/Future.class", classFile);
		assertThat(analysisOf(this.jars.path()).getDescription()).contains("future.jar")
			.contains("com/example/Future.class cannot be read");
	}

	private void bringIn(Path folder) {
		TestPropertyValues.of("socialhook.handlers.folder=" + folder).applyTo(this.context);
		new HandlerJars().initialize(this.context);
	}

	private FailureAnalysis analysisOf(Path folder) {
		InvalidHandlerJarException[] refusal = new InvalidHandlerJarException[1];
		assertThatExceptionOfType(InvalidHandlerJarException.class).isThrownBy(() -> bringIn(folder))
			.satisfies((thrown) -> refusal[0] = thrown);
		return new InvalidHandlerJarFailureAnalyzer().analyze(refusal[0]);
	}

}
