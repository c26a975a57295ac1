package io.github.socialhook.store;

import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditEntry;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.store.audit.JdbcAuditLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every store keeps what users have done. */
abstract class AuditContract extends FailuresContract {

	private AuditLog audit() {
		return new JdbcAuditLog(this.inbox.writer, this.inbox.store.reader(), this.clock);
	}

	@Test
	void listsWhatUsersHaveDoneTheLatestFirst() {
		Instant now = this.clock.instant();
		audit().record("ann", AuditAction.PAUSE_HANDLER, "greeter", null);
		audit().record("bob\u0000", AuditAction.REPLAY, "7", 3L);
		assertThat(audit().latest(1)).hasSize(1);
		assertThat(audit().latest(10)).element(1)
			.isEqualTo(new AuditEntry(now, "ann", AuditAction.PAUSE_HANDLER, "greeter", null));
		assertThat(audit().latest(10).getFirst().number()).isEqualTo(3);
	}

	@Test
	void knowsWhoWasTheFirstSinceATime() {
		Instant earlier = this.clock.instant();
		audit().record("ann", AuditAction.PAUSE_HANDLER, "greeter", null);
		this.clock.advance(Duration.ofSeconds(1));
		Instant since = this.clock.instant();
		audit().record("carl", AuditAction.PAUSE_HANDLER, "other", null);
		audit().record("bob", AuditAction.PAUSE_HANDLER, "greeter", null);
		audit().record("dora", AuditAction.PAUSE_HANDLER, "greeter", null);
		assertThat(audit().first(AuditAction.PAUSE_HANDLER, "greeter", since).orElseThrow().user()).isEqualTo("bob");
		assertThat(audit().first(AuditAction.PAUSE_HANDLER, "greeter", earlier).orElseThrow().user()).isEqualTo("ann");
		assertThat(audit().first(AuditAction.RESUME_HANDLER, "greeter", since)).isEmpty();
	}

	@Test
	void doesNotKeepAnybodyFromDoingWhatCannotBeRecorded() {
		this.inbox.writer.close();
		audit().record("ann", AuditAction.PAUSE_HANDLER, "greeter", null);
		assertThat(audit().latest(10)).isEmpty();
	}

	@Test
	void keepsTheLatestWhateverFailsToLogIn() {
		insert(10_010, AuditAction.PAUSE_HANDLER);
		insert(1_010, AuditAction.LOGIN_FAILED);
		audit().record("ann", AuditAction.LOGIN_FAILED, "10.0.0.1", null);
		assertThat(count(AuditAction.LOGIN_FAILED)).isEqualTo(1_000);
		assertThat(count(AuditAction.PAUSE_HANDLER)).isEqualTo(10_010);
		audit().record("ann", AuditAction.RESUME_HANDLER, "greeter", null);
		assertThat(count(AuditAction.PAUSE_HANDLER)).isEqualTo(9_999);
		assertThat(count(AuditAction.LOGIN_FAILED)).isEqualTo(1_000);
	}

	private void insert(int number, AuditAction action) {
		this.inbox.sql().sql("""
				INSERT INTO socialhook_audit (done_at, done_by, action, target)
				WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :number)
				SELECT n, 'x', :action, 'y' FROM counted
				""").param("number", number).param("action", action.name()).update();
	}

	private long count(AuditAction action) {
		return this.inbox.sql()
			.sql("SELECT count(*) FROM socialhook_audit WHERE action = ?")
			.param(action.name())
			.query(Long.class)
			.single();
	}

}
