package io.github.socialhook.inbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The file of an embedded store. What is written goes to its write-ahead log first, which
 * takes its room on the disk beside it until that is moved.
 */
public interface EmbeddedStore {

	/** How many bytes the file and its log take on the disk; 0 if that cannot be told. */
	long bytes();

	/** How many bytes were in the log only, at the last look. */
	long logBytes();

	/**
	 * For how long somebody has kept reading, so that what came since then cannot be
	 * moved; zero if nobody does.
	 */
	Duration logHeldFor();

	/**
	 * Writes a copy of one moment beside the file. Nothing that is accepted meanwhile
	 * waits for it.
	 * @return empty if one is being written already
	 * @throws IOException if it cannot be written; nothing is left of it then
	 */
	Optional<Copy> copy() throws IOException;

	/**
	 * A copy that is complete and synced.
	 *
	 * @param file where it is
	 * @param bytes its size
	 * @param took how long it took
	 */
	record Copy(String file, long bytes, Duration took) {

	}

}
