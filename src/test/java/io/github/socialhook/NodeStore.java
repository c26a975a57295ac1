package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What nodes have stored, as one sees it from outside. */
abstract class NodeStore {

	private boolean running;

	/** The address that the nodes get. */
	abstract String url();

	/** The address that one of the nodes gets. */
	String url(int node) {
		return url();
	}

	/** Opens it as it was left by whoever was killed, or as it is while somebody runs. */
	abstract <T> T look(Look<T> look) throws SQLException;

	/** Says whether somebody runs: what is written to at the moment cannot be copied. */
	void setRunning(boolean running) {
		this.running = running;
	}

	boolean isRunning() {
		return this.running;
	}

	/** How many nodes it is for. */
	abstract int nodes();

	/** What has not been settled. */
	Unsettled unsettled() throws SQLException {
		return look((statement) -> {
			Set<Long> whole = new HashSet<>();
			try (ResultSet rows = statement
				.executeQuery("SELECT id FROM socialhook_delivery WHERE due_at IS NOT NULL")) {
				while (rows.next()) {
					whole.add(rows.getLong(1));
				}
			}
			Map<String, Integer> attempts = new HashMap<>();
			try (ResultSet rows = statement
				.executeQuery("SELECT delivery_id, handler, attempts FROM socialhook_task WHERE due_at IS NOT NULL")) {
				while (rows.next()) {
					attempts.put(rows.getLong(1) + " " + rows.getString(2), rows.getInt(3));
				}
			}
			return new Unsettled(whole, attempts);
		});
	}

	/**
	 * The bodies, with their numbers; each is there only once, but for what was found to
	 * be a duplicate after its acknowledgement.
	 */
	Map<String, Long> bodies() throws SQLException {
		return look((statement) -> {
			Map<String, Long> bodies = new HashMap<>();
			try (ResultSet rows = statement
				.executeQuery("SELECT id, body FROM socialhook_delivery WHERE state <> 'DUPLICATE' ORDER BY id")) {
				while (rows.next()) {
					String body = new String(rows.getBytes(2), StandardCharsets.UTF_8);
					assertThat(bodies.put(body, rows.getLong(1))).as("stored twice: " + body).isNull();
				}
			}
			return bodies;
		});
	}

	Map<String, Integer> states() throws SQLException {
		return look((statement) -> {
			Map<String, Integer> states = new HashMap<>();
			try (ResultSet rows = statement
				.executeQuery("SELECT state, count(*) FROM socialhook_delivery GROUP BY state")) {
				while (rows.next()) {
					states.put(rows.getString(1), rows.getInt(2));
				}
			}
			return states;
		});
	}

	/** One file for one node. */
	static NodeStore sqlite(Path folder) {
		return new NodeStore() {

			@Override
			String url() {
				return TemporaryStore.urlIn(folder);
			}

			@Override
			int nodes() {
				return 1;
			}

			/**
			 * Looks at a copy, because opening the file would mend it, and that is for
			 * the service to do.
			 */
			@Override
			<T> T look(Look<T> look) throws SQLException {
				if (isRunning()) {
					return NodeStore.look(url(), look);
				}
				Path copy = folder.resolve("copy");
				try {
					Files.createDirectories(copy);
					for (String name : List.of("socialhook.db", "socialhook.db-wal")) {
						if (Files.exists(folder.resolve(name))) {
							Files.copy(folder.resolve(name), copy.resolve(name));
						}
					}
					return NodeStore.look(TemporaryStore.urlIn(copy), look);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				finally {
					FileSystemUtils.deleteRecursively(copy.toFile());
				}
			}

		};
	}

	/** A database for two. */
	static NodeStore postgres(String url) {
		return postgres(url, url);
	}

	/** A database for two, of which the second comes by way of a pooler. */
	static NodeStore postgres(String url, String pooled) {
		return new NodeStore() {

			@Override
			String url() {
				return url;
			}

			@Override
			String url(int node) {
				return (node == 1) ? pooled : url;
			}

			@Override
			int nodes() {
				return 2;
			}

			@Override
			<T> T look(Look<T> look) throws SQLException {
				return NodeStore.look(url(), look);
			}

		};
	}

	private static <T> T look(String url, Look<T> look) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			return look.at(statement);
		}
	}

	/**
	 * What was not settled at a time.
	 *
	 * @param whole the deliveries that wait for all their handlers
	 * @param attempts what waits for one handler, with how often that has tried
	 */
	record Unsettled(Set<Long> whole, Map<String, Integer> attempts) {

		boolean has(long id, String handler, int attempt) {
			Integer before = this.attempts.get(id + " " + handler);
			return this.whole.contains(id) || (before != null && before < attempt);
		}

		boolean isEmpty() {
			return this.whole.isEmpty() && this.attempts.isEmpty();
		}

		int size() {
			return this.whole.size() + this.attempts.size();
		}

		/** Says so much that one knows what to look for. */
		@Override
		public String toString() {
			return size() + ", such as " + this.whole.stream().limit(5).toList() + " and "
					+ this.attempts.entrySet().stream().limit(5).toList();
		}

	}

	/** Looks. */
	@FunctionalInterface
	interface Look<T> {

		T at(Statement statement) throws SQLException;

	}

}
