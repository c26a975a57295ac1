package io.github.socialhook.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** What one kind of database does differently from another. */
interface Dialect extends AutoCloseable {

	/** Where its migrations are on the class path. */
	String migrations();

	/** Makes the place where the database is to be, before anybody connects. */
	void prepare(DataSource dataSource);

	/** Makes a connection fit for the writer: what it commits has to be synced. */
	void prepareWriter(Connection connection) throws SQLException;

	/** Makes a connection fit for looking. */
	void prepareReader(Connection connection) throws SQLException;

	/** Whether no other process can use the database while this one does. */
	boolean isSoleUser();

	/** Whether the store as a whole fails, rather than one statement. */
	boolean isDown(SQLException failure);

	/** Whether the database gave up a statement because it took too long. */
	boolean isTimeout(SQLException failure);

	/** Whether a transaction failed only because another ran beside it. */
	boolean isConflict(SQLException failure);

	/** Whether the database is no more than away for now, or has only begun to start. */
	boolean isAway(SQLException failure);

	/** What to do about a database that cannot be used for a reason, if one is known. */
	String advice(@Nullable SQLException failure);

	/** Stores deliveries, those that are repeats excepted. */
	void put(Session session, List<PutWrite> puts) throws SQLException;

	/** Ends what went well, and returns what of it was still validly claimed. */
	Set<DeliveryId> settle(Session session, List<Success> successes) throws SQLException;

	/** How a node goes through what is due. */
	ScanPosition firstScan();

	/**
	 * Called now and then between transactions: plans that were made while a table was
	 * small do not fit once it is large.
	 */
	void discardPlans(Session session) throws SQLException;

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

	/** Keeps other nodes from settling the same delivery until the commit to come. */
	void hold(Session session, DeliveryId id) throws SQLException;

	/** Added to a query for rows to claim, so that two nodes never claim the same. */
	String lock(String table);

	/**
	 * Finds which candidates must not be claimed here now, because an earlier delivery of
	 * the same subject is being claimed by another node at this moment.
	 */
	Set<DeliveryId> outOfTurn(Session session, List<Claim> candidates, Instant now) throws SQLException;

	/**
	 * Reserves, until the commit to come, the right to claim first attempts of a handler,
	 * so that no two nodes claim events of one subject side by side.
	 * @return false if another node has it
	 */
	boolean enterQueue(Session session, String handler) throws SQLException;

	/** The name under which this process holds rows. */
	String holder();

	/** Tells other nodes, with the commit to come, that something is due. */
	void ring(Session session) throws SQLException;

	/** Makes the database smaller by a little, if much of it is unused. */
	void giveSpaceBack(Session session) throws SQLException;

	@Override
	void close();

}
