package io.github.socialhook.store.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditEntry;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.store.database.StorableText;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit in the table {@code audit}, of which the latest entries stay. */
public final class JdbcAuditLog implements AuditLog {

	/** How many failed log-ins stay. */
	private static final int MOST_LOGINS = 1_000;

	/** How many of all else stay. */
	private static final int MOST_OTHERS = 10_000;

	private static final Log logger = LogFactory.getLog(JdbcAuditLog.class);

	private static final String ADD = """
			INSERT INTO socialhook_audit (done_at, done_by, action, target, number) VALUES (?, ?, ?, ?, ?)
			""";

	/** Separately, so that nobody displaces the others by failing to log in. */
	private static final String FORGET_LOGINS = """
			DELETE FROM socialhook_audit WHERE action = 'LOGIN_FAILED' AND id <= (
				SELECT id FROM socialhook_audit WHERE action = 'LOGIN_FAILED' ORDER BY id DESC LIMIT 1 OFFSET ?)
			""";

	private static final String FORGET_OTHERS = """
			DELETE FROM socialhook_audit WHERE action <> 'LOGIN_FAILED' AND id <= (
				SELECT id FROM socialhook_audit WHERE action <> 'LOGIN_FAILED' ORDER BY id DESC LIMIT 1 OFFSET ?)
			""";

	private static final String LATEST = """
			SELECT done_at, done_by, action, target, number FROM socialhook_audit ORDER BY id DESC LIMIT :most
			""";

	private static final String FIRST = """
			SELECT done_at, done_by, action, target, number FROM socialhook_audit
			WHERE action = :action AND target = :target AND done_at >= :since ORDER BY id LIMIT 1
			""";

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	private final InstantSource clock;

	public JdbcAuditLog(GroupWriter writer, JdbcClient jdbc, InstantSource clock) {
		this.writer = writer;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public void record(String user, AuditAction action, String target, @Nullable Long number) {
		AuditEntry entry = new AuditEntry(this.clock.instant(), user, action, target, number);
		try {
			this.writer.execute(TIMEOUT, (connection) -> add(connection, entry));
		}
		catch (DataAccessException | IllegalStateException ex) {
			logger.warn("The audit could not record that user '" + user + "' did " + action + ": " + ex.getMessage());
		}
	}

	private static int add(WriterConnection connection, AuditEntry entry) throws SQLException {
		PreparedStatement add = connection.prepare(ADD);
		add.setLong(1, entry.at().toEpochMilli());
		add.setString(2, StorableText.of(entry.user()));
		add.setString(3, entry.action().name());
		add.setString(4, StorableText.of(entry.target()));
		add.setObject(5, entry.number(), Types.BIGINT);
		add.executeUpdate();
		boolean login = entry.action() == AuditAction.LOGIN_FAILED;
		PreparedStatement forget = connection.prepare(login ? FORGET_LOGINS : FORGET_OTHERS);
		forget.setInt(1, login ? MOST_LOGINS : MOST_OTHERS);
		return forget.executeUpdate();
	}

	@Override
	public List<AuditEntry> latest(int most) {
		return this.jdbc.sql(LATEST).param("most", most).query((row, index) -> entry(row)).list();
	}

	@Override
	public Optional<AuditEntry> first(AuditAction action, String target, Instant since) {
		return this.jdbc.sql(FIRST)
			.param("action", action.name())
			.param("target", target)
			.param("since", since.toEpochMilli())
			.query((row, index) -> entry(row))
			.optional();
	}

	private static AuditEntry entry(ResultSet row) throws SQLException {
		long number = row.getLong("number");
		Long known = row.wasNull() ? null : number;
		return new AuditEntry(Instant.ofEpochMilli(row.getLong("done_at")), row.getString("done_by"),
				AuditAction.valueOf(row.getString("action")), row.getString("target"), known);
	}

}
