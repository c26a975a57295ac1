package io.github.socialhook.store.write;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Something to be written as part of a group. Exactly one of {@link #committed()} and
 * {@link #failed(Exception)} is called in the end, on the writer's thread.
 */
public interface Write {

	/** Writes. May be called again after the group around it was rolled back. */
	void apply(WriterConnection connection) throws SQLException;

	/** The transaction around it was rolled back; it may be applied again. */
	default void rolledBack() {
	}

	/** It is on disk. */
	void committed();

	/** It is not, and will not be. */
	void failed(Exception cause);

	/** The kind of which it is, if it can be written together with others. */
	default @Nullable WriteKind kind() {
		return null;
	}

	/** Whether a sender waits for it, or a platform that asks for the health. */
	default boolean isUrgent() {
		return false;
	}

	/** Whether the one who waits for it has not given up yet. */
	default boolean isAwaited() {
		return false;
	}

	/**
	 * Whether nobody waits for it: it may wait a little for something that is written
	 * anyway, because a commit costs more than what it commits.
	 */
	default boolean isDeferrable() {
		return false;
	}

	/**
	 * What it costs, compared with the cheapest of what is not urgent.
	 */
	default int weight() {
		return 16;
	}

	/**
	 * The store works and refuses this write. Leaves out what can be spared, so that it
	 * can be applied again.
	 * @return false if nothing can be spared (any more)
	 */
	default boolean simplify() {
		return false;
	}

	/** Whether to try again after the store failed, instead of giving up. */
	default boolean isWorthRepeating() {
		return false;
	}

}
