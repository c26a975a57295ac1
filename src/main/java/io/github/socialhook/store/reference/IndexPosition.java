package io.github.socialhook.store.reference;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the index reaches.
 *
 * @param position the number up to which every delivery is in it
 * @param holder the node that works at it; absent if none has yet
 * @param leasedUntil how long no other may
 */
record IndexPosition(long position, @Nullable String holder, Instant leasedUntil) {

	private static final String FIND = """
			SELECT position, holder, leased_until FROM socialhook_reference_index WHERE id = 1
			""";

	static IndexPosition find(JdbcClient jdbc) {
		return jdbc.sql(FIND)
			.query((row, number) -> new IndexPosition(row.getLong("position"), row.getString("holder"),
					Instant.ofEpochMilli(row.getLong("leased_until"))))
			.single();
	}

	boolean isHeldByAnother(String node, Instant now) {
		return this.holder != null && !this.holder.equals(node) && this.leasedUntil.isAfter(now);
	}

}
