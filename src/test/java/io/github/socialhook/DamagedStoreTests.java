package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of the SQLite file is spoilt, under a running process and before a start. */
@RunsBesideOthers
class DamagedStoreTests {

	private static final String SECRET = "torn-page";

	private static final int NUMBER = 60;

	@TempDir
	private Path folder;

	private final List<String> acknowledged = new ArrayList<>();

	private int numbers;

	@Test
	void acceptsAgainAndTellsHowMuchCannotBeRead() throws Exception {
		Path data = Files.createDirectory(this.folder.resolve("data"));
		NodeStore store = NodeStore.sqlite(data);
		long unreadable;
		try (ApplicationProcess service = start(store)) {
			send(service.port(), NUMBER);
			Awaitility.await().until(() -> SpoiltPage.atTheEnd(data.resolve("socialhook.db"), Timeouts.GENEROUS));
			unreadable = bear(service);
			service.kill();
		}
		assertLost(store, unreadable);
		// The log that the process has left is no part of a file that is spoilt.
		assertThat(SpoiltPage.atTheEnd(data.resolve("socialhook.db"), Timeouts.GENEROUS)).isTrue();
		try (ApplicationProcess service = start(store)) {
			service.await("(" + unreadable + " deliveries at most could not be read from the damaged file)");
			unreadable += bear(service);
			service.kill();
		}
		assertLost(store, unreadable);
	}

	/** Returns how many deliveries are said to be lost. */
	private long bear(ApplicationProcess service) throws Exception {
		send(service.port(), 10);
		service.await("(is damaged\\. It is now ')");
		service.await("(at most could not be read\\. What is damaged: .*page \\d+)");
		JsonNode salvage = Operator.store(service.operationsPort()).path("salvage");
		assertThat(salvage.path("over").asBoolean()).isTrue();
		assertThat(Path.of(salvage.path("file").asString())).exists();
		assertThat(salvage.path("moved").asLong()).isPositive();
		assertThat(salvage.path("unreadable").asLong()).isBetween(1L, NUMBER / 2L);
		Awaitility.await()
			.until(() -> Operator.get(service.operationsPort(), "/actuator/health/readiness").status() == 200);
		return salvage.path("unreadable").asLong();
	}

	private void assertLost(NodeStore store, long most) throws Exception {
		Set<String> lost = new HashSet<>(this.acknowledged);
		lost.removeAll(store.bodies().keySet());
		assertThat(lost).hasSizeLessThanOrEqualTo((int) most);
	}

	private ApplicationProcess start(NodeStore store) throws IOException {
		List<String> arguments = new ArrayList<>(Operator.arguments());
		arguments.add("--spring.datasource.url=" + store.url());
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET),
				arguments.toArray(String[]::new));
	}

	/** Sends until so many are acknowledged, as a sender that repeats does. */
	private void send(int port, int number) {
		int enough = this.acknowledged.size() + number;
		long start = System.nanoTime();
		while (this.acknowledged.size() < enough && System.nanoTime() - start < Timeouts.GENEROUS.toNanos()) {
			String body = String.format(Locale.ROOT,
					"{\"event\":\"door.didTest\",\"data\":{\"number\":%d,\"padding\":\"%s\"}}", this.numbers++,
					"x".repeat(300));
			try (Wire wire = new Wire(port)) {
				RawAnswer answer = wire.send(WebhookRequest.signed(body).withSecret(SECRET).bytes()).answer();
				if (answer.status() == 200) {
					this.acknowledged.add(body);
				}
				else {
					assertThat(answer).isUnavailable();
				}
			}
		}
		assertThat(this.acknowledged).hasSize(enough);
	}

}
