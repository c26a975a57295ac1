package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The files that this process has open, as far as the operating system shows them. */
final class OpenDescriptors {

	private static final Log logger = LogFactory.getLog(OpenDescriptors.class);

	private static final Path FOLDER = Path.of("/proc/self/fd");

	/** Whether the operating system shows them. */
	static final boolean AVAILABLE = Files.isDirectory(FOLDER);

	private OpenDescriptors() {
	}

	/** Whether one of the files is open. False where that cannot be seen. */
	static boolean include(Set<Object> keys) {
		if (!AVAILABLE) {
			return false;
		}
		try (DirectoryStream<Path> all = Files.newDirectoryStream(FOLDER)) {
			for (Path each : all) {
				Object key = FilePlace.keyOf(each);
				if (key != null && keys.contains(key)) {
					return true;
				}
			}
		}
		catch (IOException ex) {
			logger.debug("The open files cannot be listed", ex);
		}
		return false;
	}

}
