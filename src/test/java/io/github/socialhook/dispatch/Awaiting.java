package io.github.socialhook.dispatch;

import java.time.Duration;

import io.github.socialhook.store.OpenInbox;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits while the clock of a test runs fast. */
final class Awaiting {

	private Awaiting() {
	}

	static void whileTimePasses(OpenInbox inbox, ThrowingRunnable assertion) {
		Awaitility.await().pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
			inbox.advance(Duration.ofSeconds(5));
			assertion.run();
		});
	}

}
