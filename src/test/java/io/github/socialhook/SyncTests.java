package io.github.socialhook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at the system calls of the service, where the system lets it. */
class SyncTests {

	private static final String SECRET = "watched";

	private static final int DELIVERIES = 20;

	@TempDir
	private Path folder;

	@Test
	void syncsEachDeliveryBeforeItIsAcknowledged() throws Exception {
		Assumptions.assumeFalse(Shell.run("command -v strace || true").isBlank(),
				"strace is not installed, so nobody can see when the service syncs");
		// Handlers would sync as well, when they are done.
		try (ApplicationProcess service = ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET),
				"--socialhook.dispatch.enabled=false")) {
			service.await("(Started SocialhookApplication)");
			List<Integer> syncs = syncsBeforeEachAnswer(watchDeliveries(service));
			assertThat(syncs).hasSize(DELIVERIES).allSatisfy((number) -> assertThat(number).isPositive());
		}
	}

	private List<String> watchDeliveries(ApplicationProcess service) throws Exception {
		Path calls = this.folder.resolve("calls");
		Path said = this.folder.resolve("said");
		Process strace = new ProcessBuilder("strace", "-f", "-e", "trace=fsync,fdatasync,write", "-o", calls.toString(),
				"-p", Long.toString(service.pid()))
			.redirectErrorStream(true)
			.redirectOutput(said.toFile())
			.start();
		try {
			Awaitility.await().until(() -> !strace.isAlive() || Files.readString(said).contains("attached"));
			Assumptions.assumeTrue(strace.isAlive(), "strace may not look at another process here");
			deliver(service.port());
		}
		finally {
			strace.destroy();
			strace.waitFor();
		}
		return Files.readAllLines(calls);
	}

	private static void deliver(int port) {
		try (Wire wire = new Wire(port)) {
			for (int i = 0; i < DELIVERIES; i++) {
				assertThat(wire.send(WebhookRequest.signed().withSecret(SECRET).bytes()).answer()).isAcknowledged();
			}
		}
	}

	/** Counts the syncs that had ended since the answer before. */
	private static List<Integer> syncsBeforeEachAnswer(List<String> calls) {
		List<Integer> counts = new ArrayList<>();
		int syncs = 0;
		for (String call : calls) {
			if (call.matches(".*(fsync|fdatasync)\\b.*\\) += 0")) {
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
