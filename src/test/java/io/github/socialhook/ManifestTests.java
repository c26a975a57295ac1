package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code deploy/kubernetes} says, done without a cluster: two pods over PostgreSQL
 * behind an Ingress are updated one by one, one hangs, and one is lost with its machine.
 */
@RunsBesideOthers
class ManifestTests {

	private static final Log logger = LogFactory.getLog(ManifestTests.class);

	@TempDir
	private Path folder;

	@Test
	void loseNothing() throws Exception {
		// A busy machine may take its time to answer, and nobody has to wait idly.
		judge(10, 20, 20);
	}

	@Test
	@Tag("soak")
	void loseNothingInTime() throws Exception {
		judge(1, 1, 500);
	}

	private void judge(int patience, int hurry, int each) throws Exception {
		Manifests manifests = Manifests.of("replicas");
		JsonNode set = manifests.only("StatefulSet");
		try (PostgresDatabase database = PostgresDatabase.create();
				Pod first = pod("socialhook-0", set, database, patience, hurry);
				Pod second = pod("socialhook-1", set, database, patience, hurry)) {
			List<Pod> pods = List.of(first, second);
			for (Pod pod : pods) {
				pod.start();
			}
			awaitReady(pods);
			try (IngressController ingress = new IngressController(this.folder.resolve("ingress"),
					manifests.only("Ingress"), pods, patience);
					Callers callers = new Callers(100, Integer.MAX_VALUE, () -> List.of(ingress.port()),
							Duration.ofMillis(5), 1)) {
				callers.start(4, 1);
				awaitMore(callers, each);
				update(pods, set, hurry, callers, each);
				boolean whole = hurry == 1;
				hang(first, callers, each, whole);
				lose(second, callers, each);
				if (whole) {
					second.start();
					awaitReady(pods);
					awaitMore(callers, each);
				}
				callers.stop();
				logger.info(callers.acknowledged.size() + " acknowledged, the slowest after " + callers.slowest());
				assertThat(callers.otherAnswers).isEmpty();
				assertThat(callers.givenUp).isEmpty();
				assertThat(callers.slowest()).isLessThan(Timeouts.ANSWER);
				NodeStore store = NodeStore.postgres(database.url());
				Awaitility.await()
					.untilAsserted(() -> assertThat(store.bodies().keySet()).containsAll(callers.acknowledged));
			}
		}
	}

	/** The last comes first, and the next when this one has been ready for a while. */
	private static void update(List<Pod> pods, JsonNode set, int hurry, Callers callers, int each) throws Exception {
		Duration proved = Duration.ofSeconds(set.path("spec").path("minReadySeconds").asInt()).dividedBy(hurry);
		for (Pod pod : pods.reversed()) {
			pod.delete();
			pod.start();
			Awaitility.await().atMost(Timeouts.START).during(proved).until(pod::isReady);
			awaitMore(callers, each);
		}
	}

	private static void hang(Pod pod, Callers callers, int each, boolean isKilled) throws Exception {
		pod.freeze();
		awaitMore(callers, each);
		Awaitility.await().until(() -> !pod.isReady() || !callers.givenUp.isEmpty());
		awaitMore(callers, each);
		if (isKilled) {
			// By its liveness probe, after a minute and more.
			Awaitility.await().atMost(Timeouts.START).until(pod::isReady);
		}
		else {
			pod.thaw();
			awaitReady(List.of(pod));
		}
		awaitMore(callers, each);
	}

	/** For some time, requests are led to where nobody is. */
	private static void lose(Pod pod, Callers callers, int each) throws Exception {
		pod.lose();
		awaitMore(callers, each);
		pod.forget();
		awaitMore(callers, each);
	}

	private Pod pod(String name, JsonNode set, PostgresDatabase database, int patience, int hurry) throws IOException {
		Path secrets = Files.createDirectories(this.folder.resolve("secrets"));
		Files.writeString(secrets.resolve("socialhook.endpoints.default.secrets"), Node.SECRET);
		Files.writeString(secrets.resolve("spring.datasource.password"), "postgres");
		Path disk = this.folder.resolve(name);
		Files.createDirectories(disk.resolve("data"));
		// The database here has no certificate, and a user of its own.
		return new Pod(disk, set,
				Map.of("/run/secrets/socialhook/", secrets + "/",
						"postgres.database.svc:5432/socialhook?sslmode=verify-full&sslrootcert=/run/postgres/ca.crt",
						"127.0.0.1:" + database.port() + "/" + database.name() + "?user=postgres", "500ms",
						patience * 500 + "ms"),
				hurry);
	}

	private static void awaitReady(List<Pod> pods) {
		Awaitility.await().atMost(Timeouts.START).until(() -> pods.stream().allMatch(Pod::isReady));
	}

	private static void awaitMore(Callers callers, int number) {
		int enough = callers.acknowledged.size() + number;
		Awaitility.await()
			.atMost(Timeouts.START)
			.until(() -> callers.acknowledged.size() >= enough || !callers.givenUp.isEmpty());
	}

}
