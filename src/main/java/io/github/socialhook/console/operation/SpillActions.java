package io.github.socialhook.console.operation;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.inbox.Spills.LocalSpill;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpStatus;

/** Forgets local spills for a user, and records who did. */
public final class SpillActions {

	private static final Log logger = LogFactory.getLog(SpillActions.class);

	private final Spills spills;

	private final AuditLog audit;

	/**
	 * Creates the actions.
	 * @param spills the spills of all nodes
	 * @param audit where it is recorded
	 */
	public SpillActions(Spills spills, AuditLog audit) {
		this.spills = spills;
		this.audit = audit;
	}

	/**
	 * Forgets a spill that no node uses and that will not come back.
	 * @param user who asks for it
	 * @param name its name
	 */
	public void forget(String user, String name) {
		LocalSpill spill = this.spills.list()
			.stream()
			.filter((candidate) -> candidate.name().equals(name))
			.findFirst()
			.orElseThrow(() -> ProblemException.of(HttpStatus.NOT_FOUND, "There is no local spill with this name."));
		if (!this.spills.forget(name)) {
			throw ProblemException.of(HttpStatus.CONFLICT,
					"The instance " + spill.node() + " uses this local spill. Stop it first.");
		}
		logger.warn("User '" + user + "' gives up the local spill " + spill.file() + " of " + spill.node()
				+ ", which had " + spill.deliveries() + " deliveries when it was last seen");
		this.audit.record(user, AuditAction.FORGET_SPILL, spill.node() + ":" + spill.file(), spill.deliveries());
	}

}
