package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** The file whose lock says which process may use a SQLite file. */
final class LockFile implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(LockFile.class);

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	/** A name of a host has 253 characters at most. */
	private static final int LONGEST = 1024;

	private final FilePlace place;

	private @Nullable FileChannel channel;

	private long triedNanos = System.nanoTime() - PAUSE_NANOS;

	LockFile(Path path) {
		this.place = new FilePlace(path);
	}

	/**
	 * Takes the lock of the file, which is made if there is none.
	 * @return false if another process has it
	 */
	synchronized boolean acquire() throws IOException {
		FileChannel opened = FileChannel.open(this.place.path(), StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE);
		boolean acquired = false;
		try {
			FileLock lock = opened.tryLock();
			acquired = lock != null;
		}
		catch (OverlappingFileLockException ex) {
			logger.debug("Another part of this process has the lock", ex);
		}
		finally {
			if (!acquired) {
				opened.close();
			}
		}
		if (acquired) {
			close();
			this.channel = opened;
			this.place.occupy();
		}
		return acquired;
	}

	/**
	 * Reads who has written to the file, or returns null if nobody has. Through the
	 * channel with the lock, which the process would lose with any other.
	 */
	synchronized @Nullable Holder read() {
		try {
			ByteBuffer content = ByteBuffer.allocate(LONGEST);
			FileChannel opened = this.channel;
			if (opened == null || opened.read(content, 0) <= 0) {
				return null;
			}
			return Holder.parse(StandardCharsets.UTF_8.decode(content.flip()).toString());
		}
		catch (IOException ex) {
			logger.debug("Who uses the database cannot be read", ex);
			return null;
		}
	}

	/** Writes who uses the database. */
	synchronized void write(Holder holder) {
		try {
			FileChannel opened = this.channel;
			if (opened != null) {
				ByteBuffer content = StandardCharsets.UTF_8.encode(holder.format());
				opened.truncate(content.remaining());
				opened.write(content, 0);
			}
		}
		catch (IOException ex) {
			logger.debug("Who uses the database cannot be written", ex);
		}
	}

	/** Whether the file is still the one whose lock was taken. */
	boolean isInPlace() {
		return this.place.isOccupied();
	}

	/** Takes the lock again if the file was removed or replaced. Looks now and then. */
	synchronized void keep() {
		long now = System.nanoTime();
		if (this.channel == null || now - this.triedNanos < PAUSE_NANOS) {
			return;
		}
		this.triedNanos = now;
		if (isInPlace()) {
			return;
		}
		try {
			if (acquire()) {
				logger.warn("The file '" + this.place.path() + "', which keeps other processes from the database, was "
						+ "removed or replaced while it was in use. It was created again: do not remove it");
			}
		}
		catch (IOException ex) {
			logger.debug("The lock cannot be taken again", ex);
		}
	}

	@Override
	public synchronized void close() throws IOException {
		if (this.channel != null) {
			this.channel.close();
			this.channel = null;
		}
	}

}
