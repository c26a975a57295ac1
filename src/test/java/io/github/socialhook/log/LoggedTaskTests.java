package io.github.socialhook.log;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LoggedTaskTests {

	private static final Log logger = LogFactory.getLog(LoggedTaskTests.class);

	@Test
	void goesOnWhateverIsThrownAndSaysSoOnceAMinute(CapturedOutput output) {
		AtomicInteger runs = new AtomicInteger();
		try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
			scheduler.scheduleWithFixedDelay(new LoggedTask(logger, "The task failed", () -> {
				runs.incrementAndGet();
				throw new NoClassDefFoundError("a jar that was overwritten");
			}), 0, 1, TimeUnit.MILLISECONDS);
			Awaitility.await().until(() -> runs.get() > 3);
			scheduler.shutdownNow();
		}
		assertThat(output).containsOnlyOnce("The task failed").contains("a jar that was overwritten");
	}

	@Test
	void saysNothingOfWhatAStopInterrupts(CapturedOutput output) throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
			scheduler.execute(new LoggedTask(logger, "The stopped task failed", () -> {
				begun.countDown();
				LockSupport.park();
				throw new IllegalStateException("interrupted");
			}));
			begun.await();
			scheduler.shutdownNow();
		}
		assertThat(output).doesNotContain("The stopped task failed");
	}

	@Test
	void limitCountsWhatItSuppresses() {
		LogLimit limit = new LogLimit();
		assertThat(limit.acquire()).isZero();
		assertThat(limit.acquire()).isEqualTo(-1);
		assertThat(limit.isTime()).isFalse();
		assertThat(LogLimit.describe(0)).isEmpty();
		assertThat(LogLimit.describe(2)).isEqualTo("; 2 more like it since the last such line");
	}

}
