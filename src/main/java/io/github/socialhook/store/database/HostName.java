package io.github.socialhook.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The name of this machine or container. */
public final class HostName {

	private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

	private HostName() {
	}

	/** Returns it without asking the network for it. */
	public static String current() {
		try {
			return Files.readString(FILE).strip();
		}
		catch (IOException ex) {
			String name = System.getenv("HOSTNAME");
			return Objects.requireNonNullElse((name != null) ? name : System.getenv("COMPUTERNAME"), "unknown");
		}
	}

}
