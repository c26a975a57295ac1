package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two receivers behind nginx as {@code deploy/nginx} configures it: whatever becomes of
 * one of them, the other gets what the first does not answer, while Social+ waits.
 */
@RunsBesideOthers
class HungReceiverTests {

	private static final Path CONFIGURATION = Path.of("deploy/nginx/nginx.conf");

	private static final Pattern LIMIT = Pattern.compile("(proxy_\\w+_timeout|fail_timeout=)( ?)(\\d+)(ms|s)");

	/** In {@code deploy/compose.replicas.yaml}. */
	private static final Duration ACCEPT_TIMEOUT = Duration.ofMillis(500);

	private static final Log logger = LogFactory.getLog(HungReceiverTests.class);

	/** How long nginx waits for one of them. */
	private static final Duration READ_TIMEOUT = Duration.ofMillis(600);

	@TempDir
	private Path folder;

	@Test
	void othersAnswerInItsPlace() throws Exception {
		// A busy machine may take its time.
		judge(30, 60);
	}

	@Test
	@Tag("soak")
	void othersAnswerInItsPlaceInTime() throws Exception {
		judge(1, 250);
	}

	private void judge(int slowness, int each) throws Exception {
		AtomicInteger address = new AtomicInteger();
		try (PostgresDatabase database = PostgresDatabase.create();
				Fleet fleet = new Fleet(NodeStore.postgres(database.url()), this.folder,
						"--socialhook.accept-timeout=" + ACCEPT_TIMEOUT.multipliedBy(slowness).toMillis() + "ms");
				Callers callers = new Callers(100, Integer.MAX_VALUE, () -> List.of(address.get()),
						Duration.ofMillis(5), 1)) {
			fleet.startAll();
			try (ReverseProxy.Running proxy = proxy(fleet, slowness)) {
				address.set(proxy.port());
				callers.start(4, 1);
				awaitMore(callers, each);
				fleet.node(0).freeze();
				awaitMore(callers, each);
				// Somebody has asked it in vain, and the other then.
				Awaitility.await()
					.until(() -> callers.slowest().compareTo(READ_TIMEOUT.multipliedBy(slowness)) > 0
							|| !callers.givenUp.isEmpty());
				fleet.node(0).thaw();
				awaitMore(callers, each);
				fleet.node(1).kill();
				awaitMore(callers, each);
				fleet.node(1).start();
				fleet.awaitAll();
				// It listens at another port now.
				try (ReverseProxy.Running other = proxy(fleet, slowness)) {
					address.set(other.port());
					awaitMore(callers, each);
					fleet.node(0).stop();
					awaitMore(callers, each);
					callers.stop();
				}
			}
			logger.info(callers.acknowledged.size() + " acknowledged, the slowest after " + callers.slowest());
			assertThat(callers.otherAnswers).isEmpty();
			assertThat(callers.givenUp).isEmpty();
			assertThat(callers.slowest()).isLessThan(Timeouts.ANSWER);
			assertThat(fleet.store().bodies().keySet()).containsAll(callers.acknowledged);
		}
	}

	private ReverseProxy.Running proxy(Fleet fleet, int slowness) throws IOException {
		int port = FreePort.next();
		Path own = Files.createDirectory(this.folder.resolve("proxy" + port));
		return ReverseProxy.NGINX.start(own, port, configuration(own, port, fleet, slowness));
	}

	private static void awaitMore(Callers callers, int number) {
		int enough = callers.acknowledged.size() + number;
		Awaitility.await().until(() -> callers.acknowledged.size() >= enough || !callers.givenUp.isEmpty());
	}

	/** What is shipped, without TLS, in front of these nodes, with so much more time. */
	private static String configuration(Path own, int port, Fleet fleet, int slowness) throws IOException {
		String text = Files.readString(CONFIGURATION)
			.replace("pid /tmp/", "daemon off;\nmaster_process off;\npid /tmp/")
			.replace("worker_processes auto;", "")
			.replace("/tmp/", own + "/")
			.replace("listen 8443 ssl;", "listen 127.0.0.1:" + port + ";")
			.replace("listen 8080;", "listen 127.0.0.1:" + FreePort.next() + ";")
			.replaceAll("ssl_.*;", "");
		for (int i = 0; i < fleet.size(); i++) {
			text = text.replace("receiver-" + (i + 1) + ":8080", "127.0.0.1:" + fleet.ports().get(i));
		}
		return LIMIT.matcher(text).replaceAll((limit) -> slower(limit, slowness));
	}

	private static String slower(MatchResult limit, int slowness) {
		return String.format(Locale.ROOT, "%s%s%d%s", limit.group(1), limit.group(2),
				slowness * Integer.parseInt(limit.group(3)), limit.group(4));
	}

}
