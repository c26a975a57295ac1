package io.github.socialhook.console.view;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedPartsTests {

	private final AtomicLong changes = new AtomicLong();

	private final AtomicLong nanos = new AtomicLong();

	private final SharedParts parts = new SharedParts(this.changes::get, this.nanos::get);

	private final AtomicInteger made = new AtomicInteger();

	private Page make() {
		this.made.incrementAndGet();
		return Page.parts(new PageRenderer(), "overview", Set.of("live"));
	}

	private Page shared() {
		return make().shared();
	}

	@Test
	void makesAPartOnceForAllWhoLookWithinASecond() {
		Page first = this.parts.get("live", this::shared);
		this.nanos.addAndGet(999_000_000);
		assertThat(this.parts.get("live", this::shared)).isSameAs(first);
		this.nanos.addAndGet(1_000_000);
		assertThat(this.parts.get("live", this::shared)).isNotSameAs(first);
		assertThat(this.made).hasValue(2);
	}

	@Test
	void showsNothingFromBeforeAChange() {
		Page first = this.parts.get("live", this::shared);
		this.changes.incrementAndGet();
		assertThat(this.parts.get("live", this::shared)).isNotSameAs(first);
	}

	@Test
	void showsNothingThatAChangeOvertook() {
		Page first = this.parts.get("live", () -> {
			this.changes.incrementAndGet();
			return shared();
		});
		assertThat(this.parts.get("live", this::shared)).isNotSameAs(first);
	}

	@Test
	void keepsPartsApart() {
		assertThat(this.parts.get("live", this::shared)).isNotSameAs(this.parts.get("traffic", this::shared));
	}

	@Test
	void sharesNothingThatDiffersBetweenUsers() {
		assertThat(this.parts.get("live", this::make)).isNotSameAs(this.parts.get("live", this::make));
	}

	@Test
	void letsWhoComesMeanwhileWaitForIt() {
		CountDownLatch began = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		CompletableFuture<Page> first = CompletableFuture.supplyAsync(() -> this.parts.get("live", () -> {
			began.countDown();
			await(goOn);
			return shared();
		}));
		await(began);
		CompletableFuture<Page> second = CompletableFuture.supplyAsync(() -> this.parts.get("live", this::shared));
		goOn.countDown();
		assertThat(second.join()).isSameAs(first.join());
		assertThat(this.made).hasValue(1);
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
