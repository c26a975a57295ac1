package io.github.socialhook.store.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Ledger.FailureGroup;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups what has failed and not succeeded since by its error. */
final class FailureGroups {

	private static final String GROUPS = """
			SELECT signature, count(DISTINCT delivery_id) AS deliveries,
				sum(CASE WHEN state = 'DEAD' THEN 1 ELSE 0 END) AS dead,
				sum(CASE WHEN state = 'RETRYING' THEN 1 ELSE 0 END) AS retrying,
				min(failed_at) AS first_at, max(failed_at) AS last_at, max(delivery_id) AS sample
			FROM socialhook_task WHERE signature IS NOT NULL AND state IN ('RETRYING', 'DEAD')
			GROUP BY signature ORDER BY deliveries DESC, signature LIMIT :most
			""";

	private static final String HANDLERS = """
			SELECT DISTINCT signature, handler FROM socialhook_task
			WHERE signature IN (:signatures) AND signature IS NOT NULL AND state IN ('RETRYING', 'DEAD')
			""";

	private static final String SAMPLE = """
			SELECT a.error_type, {message}, '' AS error_trace FROM socialhook_attempt a, socialhook_task t
			WHERE a.delivery_id = :sample AND a.error_type IS NOT NULL AND t.delivery_id = a.delivery_id
				AND t.handler = a.handler AND t.signature = :signature
			ORDER BY a.started_at DESC, a.number DESC LIMIT 1
			""".replace("{message}", LastErrors.MESSAGE);

	private final JdbcClient jdbc;

	FailureGroups(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<FailureGroup> largest(int most) {
		List<FailureGroup> groups = this.jdbc.sql(GROUPS).param("most", most).query((row, number) -> group(row)).list();
		Map<String, Set<String>> handlers = handlers(groups.stream().map(FailureGroup::signature).toList());
		return groups.stream()
			.map((group) -> complete(group, handlers.getOrDefault(group.signature(), Set.of())))
			.toList();
	}

	private static FailureGroup group(ResultSet row) throws SQLException {
		return new FailureGroup(row.getString("signature"), row.getLong("deliveries"), row.getLong("dead"),
				row.getLong("retrying"), Set.of(), Instant.ofEpochMilli(row.getLong("first_at")),
				Instant.ofEpochMilli(row.getLong("last_at")), RowNumber.idOf(row.getLong("sample")), null);
	}

	private Map<String, Set<String>> handlers(List<String> signatures) {
		Map<String, Set<String>> handlers = new HashMap<>();
		if (!signatures.isEmpty()) {
			RowCallbackHandler collect = (row) -> handlers
				.computeIfAbsent(row.getString("signature"), (signature) -> new TreeSet<>())
				.add(row.getString("handler"));
			this.jdbc.sql(HANDLERS).param("signatures", signatures).query(collect);
		}
		return handlers;
	}

	private FailureGroup complete(FailureGroup group, Set<String> handlers) {
		return new FailureGroup(group.signature(), group.deliveries(), group.dead(), group.retrying(), handlers,
				group.firstAt(), group.lastAt(), group.sample(), sample(group));
	}

	private @Nullable Failure sample(FailureGroup group) {
		return this.jdbc.sql(SAMPLE)
			.param("sample", RowNumber.of(group.sample()))
			.param("signature", group.signature())
			.query((row, number) -> LastErrors.failure(row))
			.optional()
			.orElse(null);
	}

}
