package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.socialhook.delivery.HandlingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A handler that goes on although it was interrupted. */
@ExtendWith(OutputCaptureExtension.class)
class StuckThreadsTests {

	@Test
	void areCountedUntilTheyEnd(@TempDir Path folder, CapturedOutput output) {
		CountDownLatch end = new CountDownLatch(1);
		List<String> told = new CopyOnWriteArrayList<>();
		HandlingListener listener = new HandlingListener() {

			@Override
			public void lost(String handler, int threads) {
				told.add(handler + " " + threads);
			}

		};
		try (DispatchFixture fixture = new DispatchFixture(folder).with(listener)
			.with("deaf", "channel.didCreate", DispatchFixture.settings(1, Duration.ofMillis(100), Duration.ofHours(1)),
					(event, delivery) -> awaitDeafly(end))
			.start()) {
			fixture.inbox.store("channel.didCreate", "c1", 1);
			DispatchFixture.eventually(() -> assertThat(told).containsExactly("deaf 0", "deaf 1"));
			assertThat(output).contains("Handler deaf").contains("Threads occupied in this way: 1");
			end.countDown();
			DispatchFixture.eventually(() -> assertThat(told).containsExactly("deaf 0", "deaf 1", "deaf 0"));
			assertThat(output).contains("after its timeout. Threads still occupied in this way: 0");
		}
	}

	private static void awaitDeafly(CountDownLatch end) {
		while (end.getCount() > 0) {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				assertThat(ex).isNotNull();
			}
		}
	}

}
