package io.github.socialhook.store.driver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

import org.springframework.util.FileSystemUtils;

/**
 * The native library of SQLite. The driver unpacks it at each start into the folder for
 * temporary files, from which nothing may be run on some machines, and does not remove it
 * if the process is killed. So it is loaded from a folder of its own, which is removed at
 * once: what is loaded needs no file.
 */
public final class SqliteLibrary {

	private static final Log logger = LogFactory.getLog(SqliteLibrary.class);

	/** Where somebody has laid the library ready. */
	private static final String READY = "org.sqlite.lib.path";

	/** Where it is to be unpacked. */
	private static final String UNPACKED = "org.sqlite.tmpdir";

	private SqliteLibrary() {
	}

	/**
	 * Loads the library, unless that has been done.
	 * @param folder where it may be unpacked if nothing may be run from the folder for
	 * temporary files
	 * @throws UnusableLibraryException if it can be loaded from neither
	 */
	public static synchronized void load(Path folder) {
		if (System.getProperty(READY) != null || keepsLoadedFiles()) {
			loadAsConfigured();
			return;
		}
		String chosen = System.getProperty(UNPACKED);
		List<String> reasons = new ArrayList<>();
		for (Path parent : (chosen != null) ? List.of(Path.of(chosen))
				: List.of(Path.of(System.getProperty("java.io.tmpdir")), folder)) {
			try {
				loadIn(parent, chosen);
				return;
			}
			catch (Exception ex) {
				logger.debug("The native library of SQLite cannot be loaded from " + parent, ex);
				reasons.add("'" + parent + "' (" + ex.getMessage() + ")");
			}
		}
		throw new UnusableLibraryException(" from " + String.join(" or ", reasons));
	}

	/** Windows removes no file that is in use. The driver does so at a later start. */
	private static boolean keepsLoadedFiles() {
		return File.separatorChar == '\\';
	}

	private static void loadAsConfigured() {
		try {
			SQLiteJDBCLoader.initialize();
		}
		catch (Exception ex) {
			throw new UnusableLibraryException(": " + ex.getMessage());
		}
	}

	private static void loadIn(Path parent, @Nullable String chosen) throws Exception {
		Path folder = Files.createTempDirectory(Files.createDirectories(parent), "socialhook-sqlite");
		try {
			requireRunnable(folder);
			System.setProperty(UNPACKED, folder.toString());
			SQLiteJDBCLoader.initialize();
		}
		finally {
			restore(chosen);
			FileSystemUtils.deleteRecursively(folder.toFile());
		}
	}

	/** The driver would say so with a trace. */
	private static void requireRunnable(Path folder) throws IOException {
		Path probe = Files.createFile(folder.resolve("probe"));
		if (!probe.toFile().setExecutable(true) || !Files.isExecutable(probe)) {
			throw new IOException("programs cannot run there: it is mounted with noexec");
		}
	}

	private static void restore(@Nullable String chosen) {
		if (chosen != null) {
			System.setProperty(UNPACKED, chosen);
		}
		else {
			System.clearProperty(UNPACKED);
		}
	}

}
