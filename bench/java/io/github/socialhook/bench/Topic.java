package io.github.socialhook.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.socialhook.KafkaServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic as the documentation has it, but with one replica, and how far a consumer group has come in it. The few
 * records by which a node finds out whether it can write are counted as well.
 */
record Topic(KafkaServer kafka, String name, String group) implements Keeper {

	private static final int PARTITIONS = 12;

	static Topic create(KafkaServer kafka, String name, String handler) throws Exception {
		NewTopic created = new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
			.configs(Map.of("max.message.bytes", "1200000"));
		kafka.admin((admin) -> admin.createTopics(List.of(created)).all().get());
		return new Topic(kafka, name, "socialhook." + handler);
	}

	@Override
	public long stored() throws Exception {
		return this.kafka.admin(this::stored);
	}

	private long stored(Admin admin) throws ExecutionException, InterruptedException {
		Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, PARTITIONS)
			.mapToObj((number) -> new TopicPartition(this.name, number))
			.collect(Collectors.toMap(Function.identity(), (partition) -> OffsetSpec.latest()));
		return admin.listOffsets(ends).all().get().values().stream().mapToLong((end) -> end.offset()).sum();
	}

	@Override
	public long settled() throws Exception {
		return this.kafka.admin(this::settled);
	}

	private long settled(Admin admin) throws ExecutionException, InterruptedException {
		return admin.listConsumerGroupOffsets(this.group)
			.partitionsToOffsetAndMetadata()
			.get()
			.values()
			.stream()
			.filter((position) -> position != null)
			.mapToLong((position) -> position.offset())
			.sum();
	}

}
