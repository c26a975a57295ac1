package io.github.socialhook;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The application and handlers of tests as jars, with an archive of the application's
 * classes that lets a process start in half the time: tests start many.
 */
final class Packaged {

	private static final String APPLICATION = "socialhook.jar";

	private static final String HANDLERS = "handlers.jar";

	/** No class is made for each method that is called, which is a tenth of a start. */
	private static final String NATIVE_REFLECTION = "-Djdk.reflect.useNativeAccessorOnly=true";

	/** What a short life calls a few hundred times is not worth compiling. */
	private static final String COMPILE_LESS = "-XX:CompileThresholdScaling=5";

	/** The handlers that come with the application. */
	private static final String EXAMPLES = "io/github/socialhook/app/";

	private static final SingletonSupplier<Packaged> complete = SingletonSupplier.of(() -> make(true));

	private static final SingletonSupplier<Packaged> withoutExamples = SingletonSupplier.of(() -> make(false));

	private final Path folder;

	private Packaged(Path folder) {
		this.folder = folder;
	}

	/**
	 * The words that start Java with the application, before the name of the main class.
	 */
	static List<String> java() {
		return complete.obtain().command(archiveOption());
	}

	/** Likewise, with these files or folders in the class path as well. */
	static List<String> javaWith(Path... more) {
		return with(java(), more);
	}

	private static List<String> with(List<String> java, Path... more) {
		List<String> command = new ArrayList<>(java);
		for (Path each : more) {
			command.addLast(command.removeLast() + File.pathSeparator + each);
		}
		return command;
	}

	/**
	 * Likewise, with the handlers of tests instead of the examples, each of which would
	 * have to handle everything as well, and with little memory.
	 */
	static List<String> javaWithHandlers() {
		Packaged packaged = withoutExamples.obtain();
		List<String> command = with(packaged.command(archiveOption()), packaged.folder.resolve(HANDLERS));
		command.add(1, "-Xmx256m");
		return command;
	}

	/** Likewise, with copies of all jars in a folder, for which there is no archive. */
	static List<String> javaWithCopies(Path copies) throws IOException {
		List<String> words = javaWithHandlers();
		words.removeIf((word) -> word.startsWith(archiveOption()));
		List<String> classPath = new ArrayList<>();
		for (String each : words.removeLast().split(File.pathSeparator)) {
			Path copy = copies.resolve(classPath.size() + "-" + Path.of(each).getFileName());
			Files.copy(Path.of(each), copy);
			classPath.add(copy.toString());
		}
		words.add(String.join(File.pathSeparator, classPath));
		return words;
	}

	private static Packaged make(boolean examples) {
		try {
			Path folder = Files.createTempDirectory("socialhook-packaged");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
			Packaged packaged = new Packaged(folder);
			packaged.jar(APPLICATION, folderOf(SocialhookApplication.class),
					(entry) -> examples || !entry.startsWith(EXAMPLES));
			packaged.jar(HANDLERS, folderOf(Diary.class), (entry) -> entry.startsWith(entryOf(Diary.class))
					|| entry.startsWith(entryOf(DeadlyHandlers.class)));
			packaged.train();
			return packaged;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path folderOf(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String entryOf(Class<?> type) {
		return type.getName().replace('.', '/');
	}

	private void jar(String name, Path classes, Predicate<String> entries) throws IOException {
		try (OutputStream file = Files.newOutputStream(this.folder.resolve(name));
				JarOutputStream jar = new JarOutputStream(file);
				Stream<Path> files = Files.walk(classes)) {
			// Folders too, which some look for before they look into them.
			for (Path each : files.skip(1).sorted().toList()) {
				String entry = classes.relativize(each).toString().replace(File.separatorChar, '/');
				if (Files.isDirectory(each)) {
					jar.putNextEntry(new JarEntry(entry + "/"));
				}
				else if (entries.test(entry)) {
					jar.putNextEntry(new JarEntry(entry));
					Files.copy(each, jar);
				}
			}
		}
	}

	/** Runs it once, so that Java can keep what it has loaded. */
	private void train() throws IOException, InterruptedException {
		Path work = Files.createDirectory(this.folder.resolve("training"));
		try (ApplicationProcess process = ApplicationProcess.start(command(trainingOption()), work,
				Map.of("SOCIALHOOK_SECRET", "training"))) {
			try (Wire wire = new Wire(process.port())) {
				wire.send(WebhookRequest.signed().withSecret("training").bytes()).answer();
			}
			process.stop();
		}
	}

	/** An ahead-of-time cache holds linked classes as well, but older Java has none. */
	private static boolean hasAheadOfTimeCache() {
		return Runtime.version().feature() >= 25;
	}

	private static String archiveOption() {
		return hasAheadOfTimeCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
	}

	private static String trainingOption() {
		return hasAheadOfTimeCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
	}

	private List<String> command(String archive) {
		List<String> classPath = new ArrayList<>(List.of(this.folder.resolve(APPLICATION).toString()));
		Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar"))
			.forEach(classPath::add);
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				COMPILE_LESS, "-XX:+UseSerialGC", "-Xlog:disable", archive + this.folder.resolve("classes"),
				NATIVE_REFLECTION, "--enable-native-access=ALL-UNNAMED", "-cp",
				String.join(File.pathSeparator, classPath));
	}

}
