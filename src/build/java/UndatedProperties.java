import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;

/**
 * Removes the comments from property files in a jar, because those of merged files say
 * when they were merged: the same sources are to give the same jar. Everything else is
 * copied as it is, without being compressed again.
 */
final class UndatedProperties {

	private UndatedProperties() {
	}

	/**
	 * Changes a jar.
	 * @param args the jar, and the names of the property files in it
	 */
	public static void main(String... args) throws IOException {
		try (FileSystem jar = FileSystems.newFileSystem(Path.of(args[0]))) {
			for (String name : Arrays.asList(args).subList(1, args.length)) {
				Path file = jar.getPath(name);
				FileTime time = Files.getLastModifiedTime(file);
				List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
				lines.removeIf((line) -> line.startsWith("#"));
				Files.write(file, lines, StandardCharsets.ISO_8859_1);
				Files.setLastModifiedTime(file, time);
			}
		}
	}

}
