package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes into a group, and what has to wait for the next. */
class WriteQueueTests {

	private final WriteQueue queue = new WriteQueue();

	@Test
	void letsWhatIsUrgentPassAllElse() throws InterruptedException {
		add(500, false, 16);
		add(3, true, 16);
		List<Write> group = next();
		assertThat(group).filteredOn(Write::isUrgent).hasSize(3);
		assertThat(group.subList(0, 3)).allMatch(Write::isUrgent);
	}

	@Test
	void takesOnlyLittleAlongBesideWhatIsUrgent() throws InterruptedException {
		add(500, false, 16);
		add(3, true, 16);
		assertThat(next()).filteredOn((write) -> !write.isUrgent()).hasSize(4);
		assertThat(next()).as("alone").hasSize(16);
	}

	@Test
	void takesAsManyCheapOnesAlongAsAreUrgent() throws InterruptedException {
		add(500, false, 1);
		add(200, true, 16);
		assertThat(next()).filteredOn((write) -> !write.isUrgent()).hasSize(200);
	}

	@Test
	void neverLeavesTheOthersWaitingForEver() throws InterruptedException {
		add(1, false, 1000);
		for (int round = 0; round < 3; round++) {
			add(300, true, 16);
		}
		assertThat(next()).filteredOn((write) -> !write.isUrgent()).hasSize(1);
	}

	@Test
	void keepsTheOrderOfEachKind() throws InterruptedException {
		List<Write> others = add(40, false, 16);
		List<Write> urgent = add(300, true, 16);
		List<Write> all = new ArrayList<>();
		while (this.queue.size() > 0) {
			all.addAll(next());
		}
		assertThat(all).filteredOn((write) -> !write.isUrgent()).containsExactlyElementsOf(others);
		assertThat(all).filteredOn(Write::isUrgent).containsExactlyElementsOf(urgent);
	}

	@Test
	void forgetsWhatIsTakenBack() throws InterruptedException {
		Write write = add(1, true, 16).getFirst();
		assertThat(this.queue.remove(write)).isTrue();
		assertThat(this.queue.remove(write)).isFalse();
		assertThat(next()).isEmpty();
	}

	@Test
	void letsWhatCanBeDeferredGoAlongWithTheNext() throws Exception {
		WriteQueue deferring = new WriteQueue(Duration.ofHours(1));
		deferring.add(deferrable(1));
		FutureTask<List<Write>> group = nextOf(deferring);
		deferring.add(deferrable(2));
		deferring.add(new Some(true, 16, 3));
		assertThat(group.get()).extracting((write) -> ((Some) write).number()).containsExactlyInAnyOrder(1, 2, 3);
	}

	@Test
	void letsWhatCanBeDeferredWaitForNothingThatDoesNotCome() throws Exception {
		WriteQueue deferring = new WriteQueue(Duration.ofMillis(1));
		deferring.add(deferrable(1));
		assertThat(nextOf(deferring).get()).hasSize(1);
	}

	@Test
	void letsNothingWaitWhereOneCannotBeDeferred() throws Exception {
		WriteQueue deferring = new WriteQueue(Duration.ofHours(1));
		deferring.add(deferrable(1));
		deferring.add(new Some(false, 16, 2));
		assertThat(nextOf(deferring).get()).hasSize(2);
	}

	@Test
	void writesWhatCanBeDeferredOnceItIsMuch() throws Exception {
		WriteQueue deferring = new WriteQueue(Duration.ofHours(1));
		deferring.add(deferrable(0));
		FutureTask<List<Write>> group = nextOf(deferring);
		for (int i = 1; i < WriteQueue.ENOUGH; i++) {
			deferring.add(deferrable(i));
		}
		assertThat(group.get()).hasSize(WriteQueue.ENOUGH);
	}

	private static FutureTask<List<Write>> nextOf(WriteQueue queue) {
		FutureTask<List<Write>> next = new FutureTask<>(() -> {
			List<Write> group = new ArrayList<>();
			queue.next(group, WriteQueue.MOST, Duration.ofHours(1).toMillis());
			return group;
		});
		Thread.ofVirtual().start(next);
		return next;
	}

	private static Write deferrable(int number) {
		return new Some(false, 1, number, true);
	}

	private List<Write> next() throws InterruptedException {
		List<Write> group = new ArrayList<>();
		this.queue.next(group, WriteQueue.MOST, 0);
		return group;
	}

	private List<Write> add(int number, boolean urgent, int weight) {
		List<Write> writes = IntStream.range(0, number).<Write>mapToObj((i) -> new Some(urgent, weight, i)).toList();
		writes.forEach(this.queue::add);
		return writes;
	}

	/** A write of some kind. */
	private record Some(boolean isUrgent, int weight, int number, boolean isDeferrable) implements Write {

		Some(boolean isUrgent, int weight, int number) {
			this(isUrgent, weight, number, false);
		}

		@Override
		public void apply(WriterConnection connection) throws SQLException {
		}

		@Override
		public void committed() {
		}

		@Override
		public void failed(Exception cause) {
		}

	}

}
