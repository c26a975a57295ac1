package io.github.socialhook;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The application and handlers of tests as jars, with an archive of their classes that
 * lets a process start in half the time: tests that kill one after another need many.
 */
final class Packaged {

	private static final SingletonSupplier<Packaged> instance = SingletonSupplier.of(Packaged::make);

	private final Path folder;

	private Packaged(Path folder) {
		this.folder = folder;
	}

	/** The words that start Java with the archive, before the name of the main class. */
	static List<String> java() {
		return instance.obtain().command("-XX:SharedArchiveFile=");
	}

	private static Packaged make() {
		try {
			Path folder = Files.createTempDirectory("socialhook-packaged");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
			Packaged packaged = new Packaged(folder);
			packaged.jar("socialhook.jar", Path.of("target/classes"), "");
			packaged.jar("handlers.jar", Path.of("target/test-classes"), entryOf(Diary.class),
					entryOf(DeadlyHandlers.class));
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

	private static String entryOf(Class<?> type) {
		return type.getName().replace('.', '/');
	}

	private void jar(String name, Path classes, String... prefixes) throws IOException {
		try (OutputStream file = Files.newOutputStream(this.folder.resolve(name));
				JarOutputStream jar = new JarOutputStream(file);
				Stream<Path> files = Files.walk(classes)) {
			// Folders too, which some look for before they look into them.
			for (Path each : files.skip(1).sorted().toList()) {
				String entry = classes.relativize(each).toString().replace(File.separatorChar, '/');
				if (Files.isDirectory(each)) {
					jar.putNextEntry(new JarEntry(entry + "/"));
				}
				else if (Stream.of(prefixes).anyMatch(entry::startsWith)) {
					jar.putNextEntry(new JarEntry(entry));
					Files.copy(each, jar);
				}
			}
		}
	}

	/** Runs it once, so that Java can keep what it has loaded. */
	private void train() throws IOException, InterruptedException {
		Path work = Files.createDirectory(this.folder.resolve("training"));
		try (ApplicationProcess process = ApplicationProcess.start(command("-XX:ArchiveClassesAtExit="), work,
				Map.of("SOCIALHOOK_SECRET", "training"), "--spring.main.sources=" + Diary.class.getName(),
				"--diary.file=" + work.resolve("diary"))) {
			try (Wire wire = new Wire(process.port())) {
				wire.send(WebhookRequest.signed().withSecret("training").bytes()).answer();
			}
			process.stop();
		}
	}

	private List<String> command(String archive) {
		String separator = File.pathSeparator;
		List<String> classPath = new ArrayList<>(List.of(this.folder.resolve("socialhook.jar").toString(),
				this.folder.resolve("handlers.jar").toString()));
		Arrays.stream(System.getProperty("java.class.path").split(separator))
			.filter((entry) -> entry.endsWith(".jar"))
			.forEach(classPath::add);
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-Xmx256m", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xshare:auto",
				archive + this.folder.resolve("classes.jsa"), "--enable-native-access=ALL-UNNAMED", "-cp",
				String.join(separator, classPath));
	}

}
