package io.github.socialhook.store.write;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * A few statements that are committed together.
 *
 * @param <T> what they result in
 */
@FunctionalInterface
public interface WriterTask<T extends @Nullable Object> {

	/** Runs. May be called again after the transaction around it was rolled back. */
	T run(WriterConnection connection) throws SQLException;

}
