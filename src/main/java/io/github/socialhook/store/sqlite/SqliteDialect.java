package io.github.socialhook.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.sql.DataSource;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.database.DeliveryCount;
import io.github.socialhook.store.database.UnsupportedStoreException;
import io.github.socialhook.store.database.Watermark;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.ScanPosition;
import io.github.socialhook.store.queue.StoreFile;
import io.github.socialhook.store.queue.Success;
import io.github.socialhook.store.queue.WakeUpListener;
import io.github.socialhook.store.salvage.DamagedFiles;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The embedded store: one SQLite file, which one process at a time may use. */
public final class SqliteDialect implements QueueDialect {

	private static final String PREFIX = "jdbc:sqlite:";

	private final Path file;

	private final Fingerprints fingerprints = new Fingerprints();

	private final DatabaseFiles files;

	private final HolderMark holder;

	public SqliteDialect(String url) {
		this.file = fileOf(url);
		this.holder = new HolderMark(this.file);
		this.files = new DatabaseFiles(this.file, this.holder);
	}

	public static boolean speaks(String url) {
		return url.toLowerCase(Locale.ROOT).startsWith(PREFIX);
	}

	private static Path fileOf(String url) {
		String name = url.substring(PREFIX.length()).replaceFirst("\\?.*", "");
		if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:")) {
			throw new UnsupportedStoreException(url,
					"It does not name a regular file, and only a file survives a restart.");
		}
		return Path.of(name).toAbsolutePath();
	}

	@Override
	public String migrations() {
		return "classpath:io/github/socialhook/store/sqlite";
	}

	@Override
	public void prepare(DataSource dataSource, String url) {
		this.files.claim(this.holder);
	}

	@Override
	public void verify(DataSource dataSource) throws SQLException {
		this.holder.requireFree(dataSource);
	}

	@Override
	public boolean isInPlace() {
		return this.files.isInPlace();
	}

	@Override
	public void save(Connection connection) throws SQLException {
		this.files.save(connection);
	}

	@Override
	public boolean isOverwritten() {
		return this.files.content().isOverwritten();
	}

	@Override
	public boolean isOpen() {
		return this.files.isOpen();
	}

	@Override
	public void putBack() throws SQLException {
		this.files.putBack();
	}

	/** The writer's. */
	@Override
	public int heldConnections() {
		return 1;
	}

	@Override
	public void prepareWriter(Connection connection) throws SQLException {
		this.holder.requireOwn();
		SqliteSessions.prepareWriter(connection);
		this.files.opened(connection);
	}

	@Override
	public void prepareGroups(Connection connection) throws SQLException {
		SqliteSessions.prepareGroups(connection);
	}

	@Override
	public StoreFile storeFile(DataSource dataSource, GroupWriter writer, InstantSource clock) {
		return new Checkpointer(this.file, dataSource, writer, new SqliteBackup(this.file, dataSource, clock),
				this.holder, this.files.content());
	}

	/** Changes nothing, unless the file has been taken over. */
	@Override
	public String writeLock() {
		return this.holder.writeLock();
	}

	@Override
	public SQLException lose(Connection connection) throws SQLException {
		return this.holder.lose(connection);
	}

	@Override
	public boolean isLost() {
		return this.holder.isLost();
	}

	@Override
	public boolean isLocked(SQLException failure) {
		return SqliteErrors.isLocked(failure);
	}

	@Override
	public boolean isSoleUser() {
		return true;
	}

	@Override
	public boolean isDown(SQLException failure) {
		return SqliteErrors.isDown(failure);
	}

	@Override
	public boolean isDamaged(SQLException failure) {
		return SqliteErrors.isDamaged(failure);
	}

	@Override
	public void setAside() throws SQLException {
		this.files.setAsideDamaged();
	}

	/** What is moved from damaged files keeps its number. */
	@Override
	public void opened(Connection connection) throws SQLException {
		this.holder.take(connection);
		this.files.damaged().reserveNumbers(connection);
	}

	/** The files that were set aside. */
	public DamagedFiles damagedFiles() {
		return this.files.damaged();
	}

	@Override
	public boolean isTimeout(SQLException failure) {
		return false;
	}

	/** What is not due any more is out of the index at once. */
	@Override
	public ScanPosition firstScan() {
		return ScanPosition.whole();
	}

	@Override
	public String describe(SQLException failure) {
		return SqliteErrors.describe(failure);
	}

	/** A file does not come by itself. */
	@Override
	public boolean isAway(SQLException failure) {
		return false;
	}

	@Override
	public String advice(@Nullable SQLException failure) {
		return SqliteErrors.advice(failure);
	}

	@Override
	public void put(WriterConnection connection, List<PutWrite> puts) throws SQLException {
		this.files.damaged().given(new SqlitePuts(connection, this, this.fingerprints).put(puts));
	}

	@Override
	public Set<DeliveryId> settle(WriterConnection connection, List<Success> successes) throws SQLException {
		return new DeliveryRows(connection, this).settle(successes);
	}

	/** Always, whatever the time. */
	@Override
	public String turn() {
		return "? = ?";
	}

	/** What is due and older is about to be claimed: an earlier process left it. */
	@Override
	public String turnOfTask() {
		return """
				t.delivery_id < coalesce((SELECT min(id) FROM socialhook_delivery WHERE due_at IS NOT NULL AND due_at <= ?),
					9223372036854775807)
				""";
	}

	/** Always, whatever the time. */
	@Override
	public String notElsewhere() {
		return "? IS NOT NULL";
	}

	/** There is no one else to keep out. */
	@Override
	public void hold(WriterConnection connection, DeliveryId id) {
	}

	@Override
	public String lock(String table) {
		return "";
	}

	@Override
	public Set<DeliveryId> outOfTurn(WriterConnection connection, List<Claim> candidates, Instant now) {
		return Set.of();
	}

	@Override
	public boolean tryLock(Connection connection, String name) {
		return true;
	}

	/** Statistics of another time must not lead through all rows. */
	@Override
	public String dueDeliveries() {
		return "socialhook_delivery INDEXED BY socialhook_delivery_due";
	}

	@Override
	public @Nullable WakeUpListener listener(DataSource dataSource, Runnable wakeUp) {
		return null;
	}

	@Override
	public String holder() {
		return "";
	}

	/** There is no one else to tell. */
	@Override
	public void notifyOthers(Connection connection) {
	}

	@Override
	public void reclaimSpace(Connection connection, int most) throws SQLException {
		SqliteSessions.reclaimSpace(connection, most);
	}

	@Override
	public DeliveryCount count() {
		return new SqliteDeliveryCount();
	}

	@Override
	public Watermark watermark() {
		return new SqliteWatermark();
	}

	@Override
	public void close() {
		this.files.close();
	}

}
