package io.github.socialhook.store.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

import io.github.socialhook.store.database.StartStep;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Makes due at once what an earlier process held, where no other can still be at it.
 *
 * @param dialect the kind of database
 * @param clock what time it is
 */
public record LeaseRecovery(QueueDialect dialect, InstantSource clock) implements StartStep {

	private static final Log logger = LogFactory.getLog(LeaseRecovery.class);

	@Override
	public void run(Connection connection) throws SQLException {
		Instant now = this.clock.instant();
		WriterConnection writer = new WriterConnection(connection, this.dialect);
		int deliveries = new DeliveryRows(writer, this.dialect).voidLeases(now);
		int tasks = new TaskRows(writer, this.dialect).voidLeases(now);
		writer.commit();
		if (deliveries + tasks > 0) {
			logger.info("Resuming " + (deliveries + tasks) + " deliveries that were not finished before");
		}
	}

}
