package io.github.socialhook.store.kafka.consume;

import java.time.Instant;
import java.util.function.Consumer;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.kafka.consume.LogWorkQueue.Held;
import io.github.socialhook.store.write.RefusedWriteException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Moves from the log to the database what a handler could not finish. Until that is on
 * disk, the position of the handler stays before it.
 */
final class TroubleWriter {

	private static final Log logger = LogFactory.getLog(TroubleWriter.class);

	private static final LogLimit refusalLog = new LogLimit();

	private final TroubleTarget target;

	TroubleWriter(TroubleTarget target) {
		this.target = target;
	}

	Instant now() {
		return this.target.clock().instant();
	}

	/** Writes what became of a task. */
	void write(Settlement settlement, Held settled, Consumer<@Nullable DeliveryState> done) {
		settled.log().ended(settled.task());
		add(settlement, settled, done);
	}

	/** Moves a task that was not handed over. */
	void move(Held moved) {
		add(new Settlement.Interrupted(moved.task().claim()), moved, (state) -> {
		});
	}

	/** Writes nothing if the task belongs to another node by now. */
	private void add(Settlement settlement, Held settled, Consumer<@Nullable DeliveryState> done) {
		AssignedPartition partition = settled.task().partition();
		if (partition.isLeft()) {
			done.accept(null);
			return;
		}
		TroubleWrite.Result result = new TroubleWrite.Result() {

			@Override
			public void written(@Nullable DeliveryState state) {
				settled.log().written(settled.task());
				done.accept(state);
			}

			@Override
			public void failed(Exception cause) {
				notWritten(settlement, settled, cause);
				done.accept(null);
			}

		};
		this.target.writer().add(new TroubleWrite(settlement, this.target, () -> !partition.isLeft(), result));
	}

	private void notWritten(Settlement settlement, Held settled, Exception cause) {
		long suppressed = (cause instanceof RefusedWriteException) ? refusalLog.acquire() : -1;
		if (suppressed >= 0) {
			logger.error("The database refuses delivery " + settlement.claim().id() + ", so the position of handler "
					+ settled.consumer().handler() + " stays before it: " + cause.getMessage()
					+ LogLimit.describe(suppressed));
		}
		settled.consumer().runLater(() -> add(settlement, settled, (state) -> {
		}));
	}

}
