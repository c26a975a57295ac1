package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A proxy that keeps its connections to the service loses nothing, however long it was
 * silent before.
 */
@RunsBesideOthers
class KeptConnectionTests {

	private static final String SECRET = "kept-connections-7Hq2x9Vk";

	private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(1);

	private static final String SHORT_HEAD = "--server.tomcat.connection-timeout=" + HEAD_TIMEOUT.toMillis() + "ms";

	private static final int ATTEMPTS = 10;

	private static final long NETWORK_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

	@TempDir
	private Path folder;

	/** The time for a head, which is short, is not the time for the next request. */
	@ParameterizedTest
	@EnumSource
	void losesNothingBehind(ReverseProxy proxy) throws Exception {
		assertThat(failures(proxy, 2, 40, List.of(0.99, 1.99, 0.995, 1.0, 2.0, 1.01, 2.01, 0.0), SHORT_HEAD)).isEmpty();
	}

	/** Of 5,000, with pauses around the time-outs that there are without any setting. */
	@ParameterizedTest
	@EnumSource
	@Tag("soak")
	void losesNothingWithTheTimeoutsAsTheyAre(ReverseProxy proxy) throws Exception {
		assertThat(failures(proxy, 60, 500, List.of(4.9, 5.0, 5.1, 59.9, 60.0, 60.1, 74.9, 75.0, 75.1, 5.2, 0.0)))
			.isEmpty();
	}

	@Test
	void keepsAConnectionLongerThanAHeadMayTake() throws Exception {
		try (ApplicationProcess service = start(SHORT_HEAD);
				Wire genuine = answered(service.port(), request(), 200);
				Wire stranger = answered(service.port(), WebhookRequest.unsigned().bytes(), 401);
				Wire silent = new Wire(service.port())) {
			assertThat(silent.isClosedInSilence()).isTrue();
			Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
			assertThat(genuine.send(request()).answer()).isAcknowledged();
			assertThat(stranger.send(WebhookRequest.unsigned().bytes()).answer()).hasStatus(401);
		}
	}

	/**
	 * Opens a connection and sends a request, which a busy machine may do too late for
	 * the first head.
	 */
	private static Wire answered(int port, byte[] request, int status) {
		Wire[] answered = new Wire[1];
		Awaitility.await().ignoreExceptionsInstanceOf(UncheckedIOException.class).until(() -> {
			Wire wire = new Wire(port);
			assertThat(wire.send(request).answer()).hasStatus(status);
			answered[0] = wire;
			return true;
		});
		return answered[0];
	}

	@Test
	void closesAConnectionAfterTheTimeThatIsSet() throws Exception {
		try (ApplicationProcess service = start("--server.tomcat.keep-alive-timeout=300ms");
				Wire genuine = new Wire(service.port())) {
			assertThat(genuine.send(request()).answer()).isAcknowledged();
			assertThat(genuine.isClosedInSilence()).isTrue();
		}
	}

	/** As soon as half of the connections that there may be are in use. */
	@Test
	void closesTheLongestSilentStrangersFirstWhenThereAreMany() throws Exception {
		try (ApplicationProcess service = start("--server.tomcat.max-connections=40");
				Wire genuine = new Wire(service.port())) {
			assertThat(genuine.send(request()).answer()).isAcknowledged();
			List<Wire> strangers = strangers(service.port(), 1);
			// Nobody else has been silent for as many milliseconds.
			Awaitility.await().pollDelay(Duration.ofMillis(20)).until(() -> true);
			strangers.addAll(strangers(service.port(), 17));
			// Silent for longer than those may be that are closed.
			Awaitility.await().pollDelay(Duration.ofMillis(600)).until(() -> true);
			List<Wire> later = strangers(service.port(), 10);
			assertThat(strangers.getFirst().isClosedInSilence()).isTrue();
			assertThat(genuine.send(request()).answer()).isAcknowledged();
			strangers.forEach(Wire::close);
			later.forEach(Wire::close);
		}
	}

	private static List<Wire> strangers(int port, int number) {
		List<Wire> strangers = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			Wire wire = new Wire(port);
			assertThat(wire.send(WebhookRequest.unsigned().bytes()).answer()).hasStatus(401);
			strangers.add(wire);
		}
		return strangers;
	}

	/** Sends as often as there are pauses, from many at once, and tells what failed. */
	private List<String> failures(ReverseProxy proxy, int keepSeconds, int senders, List<Double> pauses,
			String... settings) throws Exception {
		try (ApplicationProcess service = start(settings);
				SlowLink link = new SlowLink(service.port(), NETWORK_NANOS);
				ReverseProxy.Running running = proxy.start(this.folder, link.port(), keepSeconds)) {
			ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < senders; i++) {
				Random random = new Random(i);
				threads.add(Thread.ofVirtual().start(() -> send(running.port(), pauses, random, failures)));
			}
			for (Thread thread : threads) {
				thread.join();
			}
			return List.copyOf(failures);
		}
	}

	private static void send(int port, List<Double> pauses, Random random, ConcurrentLinkedQueue<String> failures) {
		Wire wire = new Wire(port);
		try {
			for (double pause : pauses) {
				RawAnswer answer = wire.send(request()).answer();
				for (int again = 0; again < ATTEMPTS && cameTooLate(answer); again++) {
					wire.close();
					wire = new Wire(port);
					answer = wire.send(request()).answer();
				}
				if (answer.status() != 200) {
					failures.add("before " + pause + " s: " + answer);
				}
				LockSupport.parkNanos((long) ((pause + random.nextDouble() / 50) * 1e9));
			}
		}
		catch (UncheckedIOException | IllegalStateException ex) {
			failures.add(ex.toString());
		}
		finally {
			wire.close();
		}
	}

	/**
	 * Whether the head's time may have ended on a new connection: a machine that stands
	 * still brings that about. What is sent over a connection that was just closed fails
	 * at once.
	 */
	private static boolean cameTooLate(RawAnswer answer) {
		return answer.status() != 200 && answer.elapsed().compareTo(HEAD_TIMEOUT) >= 0;
	}

	private static byte[] request() {
		return WebhookRequest.signed().withSecret(SECRET).bytes();
	}

	private ApplicationProcess start(String... settings) throws IOException {
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET), settings);
	}

}
