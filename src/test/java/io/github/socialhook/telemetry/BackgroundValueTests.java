package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackgroundValueTests {

	private static final Duration AT_ONCE = Duration.ofNanos(1);

	@Test
	void waitsNoLongerThanAllowedForADatabaseThatIsSilent() {
		CountDownLatch thawed = new CountDownLatch(1);
		BackgroundValue<String> value = new BackgroundValue<>(() -> {
			await(thawed);
			return "late";
		}, AT_ONCE, AT_ONCE);
		assertThat(value.get()).isNull();
		assertThat(value.age()).isNull();
		thawed.countDown();
		Awaitility.await().untilAsserted(() -> assertThat(value.get()).isEqualTo("late"));
		assertThat(value.age()).isNotNull();
	}

	@Test
	void keepsTheLastValueWhileTheDatabaseFails() {
		AtomicReference<Supplier<String>> source = new AtomicReference<>(() -> "first");
		BackgroundValue<String> value = new BackgroundValue<>(() -> source.get().get(), AT_ONCE, Duration.ofMinutes(1));
		assertThat(value.get()).isEqualTo("first");
		source.set(() -> {
			throw new IllegalStateException("away");
		});
		assertThat(value.get()).isEqualTo("first");
		source.set(() -> "second");
		assertThat(value.get()).isEqualTo("second");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
