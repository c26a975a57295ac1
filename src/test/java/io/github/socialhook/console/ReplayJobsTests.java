package io.github.socialhook.console;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Replayer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayJobsTests {

	private final Store store = new Store();

	private final ReplayJobs jobs = new ReplayJobs(this.store, InstantSource.system());

	private static long[] numbers(int number) {
		return LongStream.rangeClosed(1, number).map((i) -> number + 1 - i).toArray();
	}

	@Test
	void replaysTheOldestFirstBatchByBatch() {
		this.jobs.add("ann", null, numbers(250));
		this.jobs.work();
		assertThat(this.store.replayed).hasSize(ReplayJobs.BATCH).startsWith(1L, 2L, 3L);
		this.jobs.work();
		this.jobs.work();
		this.jobs.work();
		assertThat(this.store.replayed).hasSize(250).isSorted().doesNotHaveDuplicates();
		assertThat(this.jobs.list()).singleElement().satisfies((status) -> assertThat(status.done()).isEqualTo(250));
	}

	@Test
	void waitsWhileMuchIsWaiting() {
		this.jobs.add("ann", null, numbers(10));
		this.store.busy = true;
		this.jobs.work();
		assertThat(this.store.replayed).isEmpty();
		this.store.busy = false;
		this.jobs.work();
		assertThat(this.store.replayed).hasSize(10);
	}

	@Test
	void goesOnWhereTheStoreFailed() {
		this.jobs.add("ann", null, numbers(10));
		this.store.failing = true;
		this.jobs.work();
		this.store.failing = false;
		this.jobs.work();
		assertThat(this.store.replayed).hasSize(10);
	}

	@Test
	void doesOneAfterTheOther() {
		this.jobs.add("ann", "a", numbers(150));
		this.jobs.add("bob", null, new long[] { 999 });
		this.jobs.work();
		this.jobs.work();
		assertThat(this.store.replayed).hasSize(150).doesNotContain(999L);
		this.jobs.work();
		assertThat(this.store.replayed).contains(999L);
		assertThat(this.jobs.list()).extracting(ReplayJob.Status::user).containsExactly("bob", "ann");
	}

	/** Remembers what it was told. */
	static final class Store implements Replayer {

		final List<Long> replayed = new ArrayList<>();

		boolean busy;

		boolean failing;

		@Override
		public int replay(List<DeliveryId> ids, @Nullable String handler) {
			if (this.failing) {
				throw new IllegalStateException("away");
			}
			ids.forEach((id) -> this.replayed.add(id.value()));
			return ids.size();
		}

		@Override
		public boolean isBusy(int enough) {
			return this.busy;
		}

	}

}
