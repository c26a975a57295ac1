package io.github.socialhook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes, where the system lets one be mounted. */
public final class SmallDisk implements AutoCloseable {

	private final Path folder;

	private SmallDisk(Path folder) {
		this.folder = folder;
	}

	/** Mounts it over a folder, or skips the test. */
	public static SmallDisk mount(Path folder, int megabytes) {
		Assumptions.assumeTrue(System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux"),
				"A disk that is full can be made on Linux only");
		Assumptions.assumeTrue(
				run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "socialhook-test", folder.toString()),
				"Nothing may be mounted here, so there is no disk to fill");
		return new SmallDisk(folder);
	}

	/** Mounts one from which nothing may be run, or skips the test. */
	static SmallDisk mountWithoutPrograms(Path folder) throws IOException {
		Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64m,noexec", "socialhook-test",
				Files.createDirectories(folder).toString()), "Nothing may be mounted here");
		return new SmallDisk(folder);
	}

	/**
	 * Mounts one with a journal over a folder, or skips the test: only such a disk can
	 * become read-only while files are open.
	 */
	public static SmallDisk mountWithJournal(Path folder, Path image, int megabytes) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
			file.setLength(megabytes * 1024L * 1024L);
		}
		Assumptions.assumeTrue(run("mkfs.ext4", "-q", "-F", image.toString()), "There is no mkfs.ext4 here");
		Assumptions.assumeTrue(run("mount", "-o", "loop", image.toString(), folder.toString()),
				"Nothing may be mounted here, so there is no disk to become read-only");
		return new SmallDisk(folder);
	}

	/** Makes it read-only as an error of the disk does, for good. */
	public boolean abort() {
		return run("mount", "-o", "remount,abort", this.folder.toString());
	}

	/** Repairs it and mounts it again, after nobody uses it any more. */
	public boolean repair(Path image) {
		run("umount", this.folder.toString());
		run("e2fsck", "-y", image.toString());
		return run("mount", "-o", "loop", image.toString(), this.folder.toString());
	}

	private static boolean run(String... command) {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			// There is no such command.
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Takes all the room that is left. */
	public void fill() {
		for (int size = 1 << 16; size > 0; size >>= 4) {
			try (OutputStream ballast = Files.newOutputStream(this.folder.resolve("ballast-" + size))) {
				while (true) {
					ballast.write(new byte[size]);
				}
			}
			catch (IOException ex) {
				// That was the last of this size.
			}
		}
	}

	/** Gives the room back. */
	public void empty() throws IOException {
		for (int size = 1 << 16; size > 0; size >>= 4) {
			Files.deleteIfExists(this.folder.resolve("ballast-" + size));
		}
	}

	/** Lets nobody write to it, or everybody again. */
	public boolean remount(boolean writable) {
		return run("mount", "-o", "remount," + ((writable) ? "rw" : "ro"), this.folder.toString());
	}

	@Override
	public void close() {
		run("umount", "-l", this.folder.toString());
	}

}
