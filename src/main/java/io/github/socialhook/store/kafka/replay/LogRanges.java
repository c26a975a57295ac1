package io.github.socialhook.store.kafka.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds what the log has of a range of time. */
final class LogRanges {

	private final Consumer<byte[], byte[]> consumer;

	private final List<TopicPartition> partitions;

	LogRanges(Consumer<byte[], byte[]> consumer, String topic) {
		this.consumer = consumer;
		this.partitions = consumer.partitionsFor(topic)
			.stream()
			.map((partition) -> new TopicPartition(topic, partition.partition()))
			.toList();
	}

	/** Returns what was written since one time and before another. */
	LogRange find(int generation, Instant from, Instant to) {
		Map<TopicPartition, Long> ends = this.consumer.endOffsets(this.partitions);
		Map<TopicPartition, OffsetAndTimestamp> starts = since(from);
		Map<TopicPartition, OffsetAndTimestamp> stops = since(to);
		TreeMap<Integer, LogRange.Span> spans = new TreeMap<>();
		for (TopicPartition each : this.partitions) {
			long end = ends.getOrDefault(each, 0L);
			spans.put(each.partition(), new LogRange.Span(offset(starts.get(each), end), offset(stops.get(each), end)));
		}
		return new LogRange(generation, spans);
	}

	private static long offset(@Nullable OffsetAndTimestamp found, long end) {
		return (found != null) ? Math.min(found.offset(), end) : end;
	}

	private Map<TopicPartition, OffsetAndTimestamp> since(Instant time) {
		long millis = Math.max(0, time.toEpochMilli());
		return this.consumer.offsetsForTimes(
				this.partitions.stream().collect(Collectors.toMap(Function.identity(), (partition) -> millis)));
	}

	/**
	 * Returns the time before which records of a range are deleted.
	 * @return a time after the start; empty if none is deleted
	 */
	Optional<Instant> deletedBefore(Instant from, Instant to) {
		Map<TopicPartition, Long> beginnings = this.consumer.beginningOffsets(this.partitions);
		Map<TopicPartition, OffsetAndTimestamp> firsts = since(Instant.EPOCH);
		return this.partitions.stream()
			.filter((partition) -> beginnings.getOrDefault(partition, 0L) > 0)
			.map((partition) -> time(firsts.get(partition), to))
			.filter((time) -> time.isAfter(from))
			.max(Instant::compareTo);
	}

	private static Instant time(@Nullable OffsetAndTimestamp first, Instant end) {
		return (first != null) ? Instant.ofEpochMilli(first.timestamp()) : end;
	}

}
