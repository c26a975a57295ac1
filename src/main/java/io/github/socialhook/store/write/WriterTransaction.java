package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

import io.github.socialhook.store.database.Store;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes groups, each in a transaction, over a connection that it opens when it is needed
 * and gives up when it is broken. Used by the writer's thread.
 */
final class WriterTransaction {

	private static final Log logger = LogFactory.getLog(WriterTransaction.class);

	private final Store store;

	private @Nullable WriterConnection connection;

	WriterTransaction(Store store) {
		this.store = store;
	}

	/** Opens a connection if there is none; returns what keeps it from that. */
	@Nullable Exception open() {
		try {
			if (this.connection == null) {
				this.connection = new WriterConnection(this.store.openUpToDate(), this.store.dialect());
			}
			return null;
		}
		catch (SQLException | RuntimeException ex) {
			return ex;
		}
	}

	/** Returns what went wrong, or null once every write of the group has been told. */
	@Nullable Exception run(List<Write> group) {
		try {
			WriterConnection current = Objects.requireNonNull(this.connection);
			current.begin();
			new WriteBatch(group).apply(current);
			current.commit();
		}
		catch (SQLException | RuntimeException ex) {
			rollback();
			group.forEach(Write::rolledBack);
			if (ex instanceof SQLException failure) {
				this.store.dialect().transactionFailed(failure);
			}
			return ex;
		}
		catch (Error ex) {
			// Who knows how far it got.
			close();
			group.forEach(Write::rolledBack);
			return new IllegalStateException(ex);
		}
		for (Write write : group) {
			try {
				write.committed();
			}
			catch (RuntimeException | Error ex) {
				logger.error("What follows a committed write failed", ex);
			}
		}
		return null;
	}

	private void rollback() {
		try {
			if (this.connection != null) {
				this.connection.rollback();
			}
		}
		catch (SQLException | RuntimeException ex) {
			close();
		}
	}

	/** Gives up all connections: they lead to where nothing can be written any more. */
	void closeAll() {
		try {
			this.store.discardAll();
		}
		catch (SQLException ex) {
			logger.debug("The other connections could not be given up", ex);
		}
		close();
	}

	/** Gives up the connection. */
	void close() {
		try {
			if (this.connection != null) {
				this.store.discard(this.connection.connection());
				this.connection.close();
			}
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("A broken connection could not be closed", ex);
		}
		this.connection = null;
	}

}
