package io.github.socialhook.store.sqlite;

import java.sql.SQLException;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** What SQLite says when something fails. */
final class SqliteErrors {

	/** Faults of a statement or a row; any other means that the file cannot be used. */
	private static final Set<SQLiteErrorCode> FAULTS_OF_A_STATEMENT = Set.of(SQLiteErrorCode.SQLITE_ERROR,
			SQLiteErrorCode.SQLITE_CONSTRAINT, SQLiteErrorCode.SQLITE_MISMATCH, SQLiteErrorCode.SQLITE_RANGE,
			SQLiteErrorCode.SQLITE_TOOBIG);

	private SqliteErrors() {
	}

	static boolean isLocked(SQLException failure) {
		return codeOf(failure) == SQLiteErrorCode.SQLITE_BUSY;
	}

	static boolean isDown(SQLException failure) {
		return !FAULTS_OF_A_STATEMENT.contains(codeOf(failure));
	}

	static boolean isDamaged(SQLException failure) {
		SQLiteErrorCode code = codeOf(failure);
		return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
	}

	/** Whether it is the disk that does not let something be written. */
	private static boolean isOfDisk(SQLException failure) {
		SQLiteErrorCode code = codeOf(failure);
		return code == SQLiteErrorCode.SQLITE_IOERR || code == SQLiteErrorCode.SQLITE_FULL
				|| code == SQLiteErrorCode.SQLITE_READONLY;
	}

	/** An extended code has the plain one in its lowest byte. */
	private static SQLiteErrorCode codeOf(SQLException failure) {
		return SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xff);
	}

	static String describe(SQLException failure) {
		boolean advisable = isLocked(failure) || isOfDisk(failure);
		return failure.getMessage() + (advisable ? ". " + advice(failure) : "");
	}

	/**
	 * What to do about a failure, or where there is none, about a file that cannot be
	 * used.
	 */
	static String advice(@Nullable SQLException failure) {
		return switch ((failure != null) ? codeOf(failure) : SQLiteErrorCode.UNKNOWN_ERROR) {
			case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
				"Give the user that runs Socialhook the right to write the file and its folder, or set "
						+ "spring.datasource.url to a file in another folder.";
			case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM ->
				"Free space on the disk, and check that it works and is not read-only.";
			case SQLITE_CORRUPT, SQLITE_NOTADB ->
				"Restore a backup of the file, save what is readable with 'sqlite3 <file> .recover', or move the "
						+ "file away together with its -wal and -shm files, to start with an empty one.";
			case SQLITE_BUSY, SQLITE_LOCKED ->
				"Stop the other process that locks the file, or let it write in shorter transactions: a job, or a "
						+ "sqlite3 with an open transaction.";
			default -> "Set spring.datasource.url to a separate file for Socialhook.";
		};
	}

}
