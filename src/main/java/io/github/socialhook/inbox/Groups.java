package io.github.socialhook.inbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a group with as few statements as its kinds allow: all new deliveries first, so
 * that claims of the same group find them, then what ended well, then what did not or not
 * for all, then the rest in order.
 */
final class Groups {

	private Groups() {
	}

	static void apply(List<Write> group, Session session) throws SQLException {
		List<PutWrite> puts = new ArrayList<>();
		List<SettleWrite> successes = new ArrayList<>();
		List<SettleWrite> settlements = new ArrayList<>();
		List<Write> others = new ArrayList<>();
		for (Write write : group) {
			if (write instanceof PutWrite put) {
				puts.add(put);
			}
			else if (write instanceof SettleWrite settle) {
				(settle.isPlainSuccess() ? successes : settlements).add(settle);
			}
			else {
				others.add(write);
			}
		}
		if (!puts.isEmpty()) {
			session.dialect().put(session, puts);
		}
		// In one order everywhere, so that two writers never wait for each other.
		successes.sort(Comparator.comparingLong((settle) -> settle.id().value()));
		if (!successes.isEmpty()) {
			SettleWrite.applyAll(successes, session);
		}
		settlements.sort(Comparator.comparingLong((settle) -> settle.id().value()));
		for (SettleWrite settle : settlements) {
			settle.apply(session);
		}
		for (Write write : others) {
			write.apply(session);
		}
	}

}
