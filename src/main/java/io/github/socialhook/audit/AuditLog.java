package io.github.socialhook.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What users have done, on every node and over restarts: the latest only. */
public interface AuditLog {

	/**
	 * Records that a user has done something. What is done stands even if that cannot be
	 * stored, so this does not throw.
	 * @param user the name of the user
	 * @param action what the user did
	 * @param target to what
	 * @param number how many deliveries were meant; null where that says nothing
	 */
	void record(String user, AuditAction action, String target, @Nullable Long number);

	/**
	 * Looks up who was the first to do something since a time.
	 * @param action what
	 * @param target to what
	 * @param since the time
	 * @return what the user did, if that is still known
	 */
	Optional<AuditEntry> first(AuditAction action, String target, Instant since);

	/**
	 * Lists what users have done.
	 * @param most how many entries at most
	 * @return the latest first
	 */
	List<AuditEntry> latest(int most);

}
