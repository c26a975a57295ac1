package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.socialhook.store.kafka.HandlerPositions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides where the consumer group of a handler begins, once and for all partitions, so
 * that a handler which is deployed now gets what arrives from now on.
 */
final class GroupStart {

	private static final Log logger = LogFactory.getLog(GroupStart.class);

	/** The clocks of the nodes that write to the log may differ by that. */
	private static final Duration CLOCKS = Duration.ofMinutes(1);

	private final Admin admin;

	private final Collection<TopicPartition> partitions;

	GroupStart(Admin admin, Collection<TopicPartition> partitions) {
		this.admin = admin;
		this.partitions = partitions;
	}

	/**
	 * Gives the group of a handler a position in each partition, unless it has any.
	 * @param handler the name of the handler
	 * @param configured the time from which on it is to get deliveries; empty for those
	 * that arrive from now on
	 * @param deployed when the first node with the handler was started, if deliveries may
	 * have been written to the log since then; empty if not
	 */
	void decide(String handler, Optional<Instant> configured, Optional<Instant> deployed)
			throws ExecutionException, InterruptedException, TimeoutException {
		String group = HandlerPositions.groupOf(handler);
		// Before the look at the group: what arrives later is after it on every node.
		Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest());
		if (hasPosition(group)) {
			return;
		}
		Optional<Instant> from = configured.or(() -> deployed.map((time) -> time.minus(CLOCKS)));
		Map<TopicPartition, Long> starts = from.isEmpty() ? ends : from(from.get(), ends);
		Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
		starts.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
		try {
			get(this.admin.alterConsumerGroupOffsets(group, positions).all());
			logger.info("Handler " + handler + " is new to the log and starts "
					+ configured.map((time) -> "with what was received after " + time).orElse("with what arrives now"));
		}
		catch (ExecutionException ex) {
			// Another node was faster, and reads already.
			if (!hasPosition(group)) {
				throw ex;
			}
		}
	}

	private boolean hasPosition(String group) throws ExecutionException, InterruptedException, TimeoutException {
		return get(this.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet()
			.stream()
			.anyMatch((each) -> each.getValue() != null && this.partitions.contains(each.getKey()));
	}

	private Map<TopicPartition, Long> from(Instant time, Map<TopicPartition, Long> ends)
			throws ExecutionException, InterruptedException, TimeoutException {
		OffsetSpec spec = time.equals(Instant.EPOCH) ? OffsetSpec.earliest()
				: OffsetSpec.forTimestamp(time.toEpochMilli());
		Map<TopicPartition, Long> starts = new HashMap<>(ends);
		// None is that late: what arrives is.
		offsets(spec).forEach((partition, offset) -> {
			if (offset >= 0) {
				starts.put(partition, offset);
			}
		});
		return starts;
	}

	private Map<TopicPartition, Long> offsets(OffsetSpec spec)
			throws ExecutionException, InterruptedException, TimeoutException {
		Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
		this.partitions.forEach((partition) -> specs.put(partition, spec));
		Map<TopicPartition, Long> offsets = new HashMap<>();
		get(this.admin.listOffsets(specs).all()).forEach((partition, found) -> offsets.put(partition, found.offset()));
		return offsets;
	}

	private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
		return future.get(LogSource.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
	}

}
