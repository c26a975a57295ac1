package io.github.socialhook.store.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The numbers of the deliveries among which a search looks, as an index yields them. */
final class Candidates {

	/**
	 * Before its first attempt, or while a handler lags behind the others in it, or has
	 * not come to it in the log.
	 */
	static final String PENDING = """
			SELECT id FROM (SELECT id FROM socialhook_delivery WHERE due_at IS NOT NULL AND id {beyond} :start
				ORDER BY id{direction} LIMIT :window) AS fresh
			UNION
			SELECT id FROM (SELECT delivery_id AS id FROM socialhook_task WHERE state = 'PENDING' AND delivery_id {beyond} :start
				ORDER BY delivery_id{direction} LIMIT :window) AS lagging
			UNION
			SELECT id FROM (SELECT id FROM socialhook_delivery WHERE {waits} AND id {beyond} :start
				ORDER BY id{direction} LIMIT :window) AS logged
			ORDER BY id{direction} LIMIT :window
			""";

	static final String DISCARDED = """
			SELECT DISTINCT delivery_id AS id FROM socialhook_task
			WHERE state = 'DISCARDED' AND delivery_id {beyond} :start
			ORDER BY delivery_id{direction} LIMIT :window
			""";

	static final String HANDLER = """
			SELECT delivery_id AS id FROM socialhook_task
			WHERE handler = :handler AND delivery_id {beyond} :start
			ORDER BY delivery_id{direction} LIMIT :window
			""";

	static final String HANDLER_IN_STATE = """
			SELECT delivery_id AS id FROM socialhook_task
			WHERE handler = :handler AND delivery_id {beyond} :start AND state = :state
			ORDER BY delivery_id{direction} LIMIT :window
			""";

	static final String REFERENCE = """
			SELECT delivery_id AS id FROM socialhook_reference
			WHERE reference = :reference AND delivery_id {beyond} :start
			ORDER BY delivery_id{direction} LIMIT :window
			""";

	/** Two handlers may have failed with the same error. */
	static final String ERROR = """
			SELECT DISTINCT delivery_id AS id FROM socialhook_task
			WHERE signature = :error AND state IN ('RETRYING', 'DEAD') AND delivery_id {beyond} :start
			ORDER BY delivery_id{direction} LIMIT :window
			""";

	static final String REPLAYED = """
			SELECT delivery_id AS id FROM socialhook_replay_delivery
			WHERE replay_id = :replay AND delivery_id {beyond} :start
			ORDER BY delivery_id{direction} LIMIT :window
			""";

	/** What is not in the index yet may be about anything. */
	static final String SUBJECT = """
			SELECT id FROM (SELECT id FROM socialhook_delivery
				WHERE id > (SELECT position FROM socialhook_reference_index WHERE id = 1) AND id {beyond} :start
				ORDER BY id{direction} LIMIT :window) AS fresh
			UNION
			SELECT id FROM (SELECT delivery_id AS id FROM socialhook_reference
				WHERE reference = :reference AND delivery_id {beyond} :start
				ORDER BY delivery_id{direction} LIMIT :window) AS indexed
			ORDER BY id{direction} LIMIT :window
			""";

	private static final String MANY_UNINDEXED = """
			SELECT id FROM socialhook_delivery
			WHERE id > (SELECT position FROM socialhook_reference_index WHERE id = 1)
			ORDER BY id LIMIT 1 OFFSET 5000
			""";

	private Candidates() {
	}

	/**
	 * Whether nearly all that was stored can be found by its subject. An index that was
	 * just begun knows nothing of most of it.
	 */
	static boolean knowSubjects(JdbcClient jdbc) {
		return jdbc.sql(MANY_UNINDEXED).query(Long.class).optional().isEmpty();
	}

}
