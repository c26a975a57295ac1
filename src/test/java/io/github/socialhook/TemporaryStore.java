package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Gives a context a SQLite file of its own, in a folder that goes with the process.
 */
final class TemporaryStore implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		TestPropertyValues.of("spring.datasource.url=" + urlIn(folder())).applyTo(context);
	}

	static String urlIn(Path folder) {
		return "jdbc:sqlite:" + folder.resolve("socialhook.db");
	}

	private static Path folder() {
		try {
			Path folder = Files.createTempDirectory("socialhook");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
			return folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path folder) {
		FileSystemUtils.deleteRecursively(folder.toFile());
	}

}
