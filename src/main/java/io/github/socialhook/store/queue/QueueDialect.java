package io.github.socialhook.store.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.database.DatabaseDialect;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** How one kind of database puts, claims and settles deliveries. */
public interface QueueDialect extends DatabaseDialect {

	/** Stores deliveries, those that are repeats excepted. */
	void put(WriterConnection connection, List<PutWrite> puts) throws SQLException;

	/** Ends what went well, and returns what of it was still validly claimed. */
	Set<DeliveryId> settle(WriterConnection connection, List<Success> successes) throws SQLException;

	/** How a node goes through what is due. */
	ScanPosition firstScan();

	/**
	 * The condition for a row of {@code delivery} that it follows nothing held elsewhere.
	 * Its two parameters are the time.
	 */
	String turn();

	/**
	 * The condition for a first attempt {@code t} in the table {@code task} that no
	 * earlier delivery of its subject is still to come, or with another node, for all
	 * handlers. Its parameter is the time.
	 */
	String turnOfTask();

	/**
	 * The condition for a row {@code t} of the table {@code task} that no other node
	 * holds a delivery of its subject for all handlers. Its parameter is the time.
	 */
	String notElsewhere();

	/** Keeps other nodes from settling the same delivery until the commit to come. */
	void hold(WriterConnection connection, DeliveryId id) throws SQLException;

	/** Added to a query for rows to claim, so that two nodes never claim the same. */
	String lock(String table);

	/**
	 * Finds which candidates must not be claimed here now, because an earlier delivery of
	 * the same subject is being claimed by another node at this moment, or any is handled
	 * there.
	 */
	Set<DeliveryId> outOfTurn(WriterConnection connection, List<Claim> candidates, Instant now) throws SQLException;

	/**
	 * Finds which candidates, all of one handler, must not be claimed here now, because
	 * another node has something of the same subject, or is about to.
	 */
	default Set<DeliveryId> tasksOutOfTurn(WriterConnection connection, List<Claim> candidates, Instant now)
			throws SQLException {
		return Set.of();
	}

	/** The name under which this process holds rows. */
	String holder();

	/**
	 * Whether a name is that of another process. What it held and is due has outlived it,
	 * or its lease.
	 */
	default boolean isAnother(@Nullable String holder) {
		return holder != null && !holder.isEmpty() && !holder.equals(holder());
	}

	/** The table of deliveries, read by the index over what is due. */
	String dueDeliveries();

	/**
	 * Calls back when another node says that something is due, where there can be others.
	 */
	@Nullable WakeUpListener listener(DataSource dataSource, Runnable wakeUp);

	/**
	 * Returns the file of the store, where it is a file of this process, to make
	 * checkpoints beside a writer.
	 */
	default @Nullable StoreFile storeFile(DataSource dataSource, GroupWriter writer, InstantSource clock) {
		return null;
	}

}
