package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How large a package and a file may be. */
final class Sizes {

	private static final int MOST_FILES = 25;

	private static final int MOST_LINES = 300;

	/** One file for each thing that events are about; it has no parts to divide it by. */
	private static final Set<String> ANY_NUMBER_OF_FILES = Set.of("event.model");

	private Sizes() {
	}

	/**
	 * The packages with too many files, and the files with too many lines. What is in the
	 * room of the handlers is its owner's.
	 */
	static List<String> excesses(Path sources, String base) throws IOException {
		Path folder = sources.resolve(base.replace('.', '/'));
		try (Stream<Path> paths = Files.walk(folder)) {
			return paths.filter(Sizes::isTooLarge)
				.map((path) -> name(folder.relativize(path)))
				.filter((name) -> !ANY_NUMBER_OF_FILES.contains(name) && !name.matches("app([./].*)?"))
				.toList();
		}
	}

	private static boolean isTooLarge(Path path) {
		return Files.isDirectory(path) ? files(path) > MOST_FILES : isSource(path) && lines(path) > MOST_LINES;
	}

	private static String name(Path path) {
		String name = path.toString().replace('\\', '/');
		return isSource(path) ? name : name.replace('/', '.');
	}

	private static boolean isSource(Path path) {
		return path.toString().endsWith(".java");
	}

	private static long files(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Sizes::isSource).count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long lines(Path file) {
		try (Stream<String> lines = Files.lines(file)) {
			return lines.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
