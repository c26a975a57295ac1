package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The files that this process has open, as far as the operating system shows them. */
final class OpenDescriptors {

	private static final Log logger = LogFactory.getLog(OpenDescriptors.class);

	private static final Path FOLDER = Path.of("/proc/self/fd");

	/** Whether the operating system shows them. */
	static final boolean AVAILABLE = Files.isDirectory(FOLDER);

	/** How many descriptors of a file only look at it, and are not those of SQLite. */
	private static final Map<Object, Integer> IGNORED = new ConcurrentHashMap<>();

	private OpenDescriptors() {
	}

	/** Changes how many descriptors of a file do not count. */
	static void ignore(Object key, int change) {
		IGNORED.merge(key, change, (before, more) -> (before + more != 0) ? before + more : null);
	}

	/** Whether one of the files is open. False where that cannot be seen. */
	static boolean include(Set<Object> keys) {
		return !openOf(keys).isEmpty();
	}

	/** Returns which of the files are open. None where that cannot be seen. */
	static Set<Object> openOf(Set<Object> keys) {
		if (!AVAILABLE || keys.isEmpty()) {
			return Set.of();
		}
		Map<Object, Integer> open = new HashMap<>();
		try (DirectoryStream<Path> all = Files.newDirectoryStream(FOLDER)) {
			for (Path each : all) {
				Object key = FilePlace.keyOf(each);
				if (key != null && keys.contains(key)) {
					open.merge(key, 1, Integer::sum);
				}
			}
		}
		catch (IOException ex) {
			logger.debug("The open files cannot be listed", ex);
		}
		return open.entrySet()
			.stream()
			.filter((each) -> each.getValue() > IGNORED.getOrDefault(each.getKey(), 0))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

}
