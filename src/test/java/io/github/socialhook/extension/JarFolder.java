package io.github.socialhook.extension;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** A folder of jars, which are compiled from source here and now. */
public final class JarFolder {

	private final Path folder;

	public JarFolder(Path folder) {
		this.folder = folder;
	}

	Path path() {
		return this.folder;
	}

	/** Puts a jar there with this class in it. */
	public Path add(String jarName, String className, String source) throws IOException {
		Path classes = compile(className, source);
		Path jar = this.folder.resolve(jarName);
		try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
			for (Path file : filesIn(classes)) {
				output.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
				Files.copy(file, output);
			}
		}
		return jar;
	}

	/** Puts a jar there with one file in it, whatever it is. */
	void addFile(String jarName, String name, byte[] content) throws IOException {
		try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(this.folder.resolve(jarName)))) {
			output.putNextEntry(new JarEntry(name));
			output.write(content);
		}
	}

	/** Compiles a class against the application and what lies in the folder already. */
	private Path compile(String className, String source) throws IOException {
		Path work = Files.createTempDirectory(this.folder, "work");
		Path file = work.resolve("source/" + className.replace('.', '/') + ".java");
		Files.createDirectories(file.getParent());
		Files.writeString(file, source);
		Path classes = Files.createDirectory(work.resolve("classes"));
		List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path")));
		filesIn(this.folder).forEach((jar) -> classPath.add(jar.toString()));
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		int status = compiler.run(null, OutputStream.nullOutputStream(), null, "-proc:none", "-cp",
				String.join(System.getProperty("path.separator"), classPath), "-d", classes.toString(),
				file.toString());
		assertThat(status).isZero();
		return classes;
	}

	private static List<Path> filesIn(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

}
