package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

/** The processor time of a PostgreSQL: of its first process, and of all that it started. */
final class ServerCpu {

	private final ProcessHandle server;

	ServerCpu(DataSource database) throws IOException {
		try (Connection connection = database.getConnection();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SHOW data_directory")) {
			result.next();
			Path file = Path.of(result.getString(1)).resolve("postmaster.pid");
			this.server = ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst())).orElseThrow();
		}
		catch (SQLException ex) {
			throw new IOException(ex);
		}
	}

	/** What it has taken so far, of processes that have ended too. */
	Duration total() throws IOException {
		long ticks = ticks(this.server.pid(), true);
		for (ProcessHandle each : this.server.children().toList()) {
			ticks += ticks(each.pid(), false);
		}
		return Duration.ofMillis(10 * ticks);
	}

	private static long ticks(long process, boolean withEndedChildren) throws IOException {
		try {
			String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
			// The name in parentheses may hold spaces.
			String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
			long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
			return withEndedChildren ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : ticks;
		}
		catch (NoSuchFileException ex) {
			return 0;
		}
	}

}
