package io.github.socialhook.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/**
 * Asks the database for its plan of every statement that is executed, with the values
 * that it is executed with.
 */
final class PlanRecorder {

	private static final Pattern PLANNED = Pattern.compile("^\\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*",
			Pattern.DOTALL);

	/** Of one statement: enough to see that its plan changes. */
	private static final int MOST_LINES = 20;

	private final String explain;

	private final Map<String, List<String>> plans = new ConcurrentHashMap<>();

	private volatile boolean recording;

	/**
	 * Records.
	 * @param explain what makes a statement tell its plan
	 */
	PlanRecorder(String explain) {
		this.explain = explain;
	}

	void begin() {
		this.plans.clear();
		this.recording = true;
	}

	/** Ends, and returns the lines of the plans by the texts of the statements. */
	Map<String, List<String>> end() {
		this.recording = false;
		return new LinkedHashMap<>(this.plans);
	}

	DataSource watch(DataSource dataSource) {
		return proxy(DataSource.class, dataSource,
				(method, arguments, result) -> (result instanceof Connection connection) ? watch(connection) : result);
	}

	private Connection watch(Connection connection) {
		return proxy(Connection.class, connection, (method, arguments, result) -> {
			boolean planned = method.getName().equals("prepareStatement")
					&& PLANNED.matcher((String) arguments[0]).matches();
			return planned ? watch(connection, (String) arguments[0], (PreparedStatement) result) : result;
		});
	}

	private PreparedStatement watch(Connection connection, String sql, PreparedStatement statement) {
		Map<Object, Setter> values = new LinkedHashMap<>();
		return (PreparedStatement) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { PreparedStatement.class }, (proxy, method, arguments) -> {
					if (method.getName().startsWith("set") && arguments.length > 1 && arguments[0] instanceof Integer) {
						values.put(arguments[0], new Setter(method, arguments));
					}
					boolean ends = method.getName().startsWith("execute") || method.getName().equals("addBatch");
					if (ends && this.recording && !method.getName().equals("executeBatch")) {
						List<String> plans = this.plans.computeIfAbsent(sql, (text) -> new ArrayList<>());
						if (plans.size() < MOST_LINES) {
							plans.addAll(plan(connection, sql, values.values()));
						}
					}
					return invoke(statement, method, arguments);
				});
	}

	private List<String> plan(Connection connection, String sql, Collection<Setter> values) throws Throwable {
		List<String> lines = new ArrayList<>();
		// Where explaining executes, it must leave nothing behind.
		Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
		try (PreparedStatement explaining = connection.prepareStatement(this.explain + " " + sql)) {
			for (Setter value : values) {
				invoke(explaining, value.method(), value.arguments());
			}
			try (ResultSet rows = explaining.executeQuery()) {
				int last = rows.getMetaData().getColumnCount();
				while (rows.next()) {
					lines.add(rows.getString(last));
				}
			}
		}
		if (before != null) {
			connection.rollback(before);
		}
		return lines;
	}

	private static <T> T proxy(Class<T> type, T target, After after) {
		return type.cast(Proxy.newProxyInstance(PlanRecorder.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> after.apply(method, arguments, invoke(target, method, arguments))));
	}

	private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	/** What is made of a result. */
	@FunctionalInterface
	private interface After {

		Object apply(Method method, Object[] arguments, Object result) throws SQLException;

	}

	/** How a value was given. */
	private record Setter(Method method, Object[] arguments) {

	}

}
