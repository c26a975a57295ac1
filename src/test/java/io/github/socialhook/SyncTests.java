package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at the system calls of the service, where the system lets it. */
@RunsBesideOthers
class SyncTests {

	private static final String SECRET = "watched";

	private static final int DELIVERIES = 20;

	@TempDir
	private Path folder;

	@BeforeEach
	void requireStrace() throws Exception {
		Assumptions.assumeFalse(Shell.run("command -v strace || true").isBlank(),
				"strace is not installed, so nobody can see when the service syncs");
	}

	@Test
	void syncsEachDeliveryBeforeItIsAcknowledged() throws Exception {
		try (ApplicationProcess service = start()) {
			service.await("(Started SocialhookApplication)");
			requireSyncs("socialhook.db-wal", service);
		}
	}

	@Test
	void syncsTheSpillBeforeItIsAcknowledged() throws Exception {
		EmbeddedPostgres server = EmbeddedPostgres.start();
		try (ApplicationProcess service = start(
				"--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"))) {
			service.await("(Started SocialhookApplication)");
			server.close();
			deliver(service.port(), 1);
			requireSyncs("spill.db-wal", service);
		}
		finally {
			server.close();
		}
	}

	/** Without handlers, which would sync as well when they are done. */
	private ApplicationProcess start(String... arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--socialhook.dispatch.enabled=false");
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET), all.toArray(String[]::new));
	}

	private void requireSyncs(String file, ApplicationProcess service) throws Exception {
		List<Integer> syncs = syncsBeforeEachAnswer(file, watchDeliveries(service));
		assertThat(syncs).hasSize(DELIVERIES).allSatisfy((number) -> assertThat(number).isPositive());
	}

	private List<String> watchDeliveries(ApplicationProcess service) throws Exception {
		Path calls = this.folder.resolve("calls");
		Path said = this.folder.resolve("said");
		Process strace = new ProcessBuilder("strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o",
				calls.toString(), "-p", Long.toString(service.pid()))
			.redirectErrorStream(true)
			.redirectOutput(said.toFile())
			.start();
		try {
			Awaitility.await().until(() -> !strace.isAlive() || Files.readString(said).contains("attached"));
			Assumptions.assumeTrue(strace.isAlive(), "strace may not look at another process here");
			deliver(service.port(), DELIVERIES);
		}
		finally {
			strace.destroy();
			strace.waitFor();
		}
		return Files.readAllLines(calls);
	}

	private static void deliver(int port, int number) {
		try (Wire wire = new Wire(port)) {
			for (int i = 0; i < number; i++) {
				assertThat(wire.send(WebhookRequest.signed().withSecret(SECRET).bytes()).answer()).isAcknowledged();
			}
		}
	}

	/** Counts the syncs of a file that had ended since the answer before. */
	private static List<Integer> syncsBeforeEachAnswer(String file, List<String> calls) {
		List<Integer> counts = new ArrayList<>();
		// What one thread begins, another may interrupt: then its end is a line of its
		// own.
		Set<String> begun = new HashSet<>();
		int syncs = 0;
		for (String call : calls) {
			String thread = call.split(" +", 2)[0];
			if (call.matches(".*f(data)?sync\\(.*" + Pattern.quote(file) + ">.*unfinished.*")) {
				begun.add(thread);
			}
			else if (call.matches(".*f(data)?sync\\(.*" + Pattern.quote(file) + ">\\) += 0")
					|| (call.matches(".*f(data)?sync resumed>\\) += 0") && begun.remove(thread))) {
				syncs++;
			}
			else if (call.contains("\"HTTP/1.1 200")) {
				counts.add(syncs);
				syncs = 0;
			}
		}
		return counts;
	}

}
