package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.util.List;

/**
 * A kind of writes of which a whole batch takes few statements. Equal kinds are written
 * together.
 */
public interface WriteKind {

	/**
	 * Kinds with lower numbers are written first, and all of them before other writes.
	 */
	int order();

	/** Writes all that are of this kind. */
	void apply(List<Write> writes, WriterConnection connection) throws SQLException;

}
