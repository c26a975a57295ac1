package io.github.socialhook.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a project with a receiver of one's own. */
@Command(name = "new",
		description = "Writes a project of your own: a Spring Boot application with the library, a handler and its test.",
		footer = { "Example:", "  socialhook new my-receiver --package com.example.receiver" })
final class NewCommand implements Callable<Integer> {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

	private static final Pattern PACKAGE = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");

	/** Where each template goes. */
	private static final Map<String, String> FILES = files();

	private final Surroundings surroundings;

	@Mixin
	private final Printer printer = new Printer();

	@Parameters(paramLabel = "NAME", description = "The name of the project and its folder, such as my-receiver.")
	private String name = "";

	@Option(names = "--package", paramLabel = "NAME", description = "The package of the project. Default: com.example")
	private String packageName = "com.example";

	NewCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	private static Map<String, String> files() {
		Map<String, String> files = new LinkedHashMap<>();
		files.put("pom.xml.template", "pom.xml");
		files.put("README.md.template", "README.md");
		files.put("gitignore.template", ".gitignore");
		files.put("ReceiverApplication.java.template", "src/main/java/{package}/ReceiverApplication.java");
		files.put("ChannelCount.java.template", "src/main/java/{package}/ChannelCount.java");
		files.put("application.yml.template", "src/main/resources/application.yml");
		files.put("ChannelCountTests.java.template", "src/test/java/{package}/ChannelCountTests.java");
		files.put("mvnw", "mvnw");
		files.put("mvnw.cmd", "mvnw.cmd");
		files.put(".mvn/wrapper/maven-wrapper.properties", ".mvn/wrapper/maven-wrapper.properties");
		return files;
	}

	@Override
	public Integer call() {
		if (!NAME.matcher(this.name).matches()) {
			throw CommandFailure.usage("'" + this.name + "' is not a name such as my-receiver.");
		}
		if (!PACKAGE.matcher(this.packageName).matches()) {
			throw CommandFailure.usage("'" + this.packageName + "' is not a package such as com.example.");
		}
		Path folder = this.surroundings.resolve(Path.of(this.name));
		if (Files.exists(folder)) {
			throw CommandFailure.failed("'" + folder + "' exists already.");
		}
		FILES.forEach((template, target) -> write(template,
				folder.resolve(target.replace("{package}", this.packageName.replace('.', '/')))));
		this.printer.print("The project is in " + folder + "; see its README.md.", Map.of("folder", folder.toString()));
		return ExitCodes.OK;
	}

	private void write(String template, Path file) {
		try (InputStream resource = Objects.requireNonNull(getClass().getResourceAsStream("template/" + template),
				template)) {
			String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
			Files.createDirectories(Objects.requireNonNull(file.getParent()));
			Files.writeString(file, template.endsWith(".template") ? fill(text) : text);
			if (template.equals("mvnw") && !file.toFile().setExecutable(true)) {
				this.printer.note("Make '" + file + "' executable.");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String fill(String text) {
		return text.replace("{{name}}", this.name)
			.replace("{{package}}", this.packageName)
			.replace("{{version}}", VersionProvider.version())
			.replace("{{springBoot}}", VersionProvider.springBoot());
	}

}
