package io.github.socialhook.store.kafka.consume;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.kafka.UndecidedHandlers;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** The consumer groups of the handlers of this node. */
final class LogGroups {

	private static final Log logger = LogFactory.getLog(LogGroups.class);

	private static final int TIMEOUT_MILLIS = 5000;

	private final LogSource source;

	private final UndecidedHandlers undecided;

	private final Instant started;

	/** The handlers whose groups have a position. */
	private final Set<String> decided = ConcurrentHashMap.newKeySet();

	/** The numbers of the incarnations of the topic, by their ids. */
	private final Map<Uuid, Integer> generations = new ConcurrentHashMap<>();

	LogGroups(LogSource source, UndecidedHandlers undecided, InstantSource clock) {
		this.source = source;
		this.undecided = undecided;
		this.started = clock.instant();
	}

	/**
	 * Decides where handlers that are new begin, before this node receives anything. If
	 * Kafka does not answer, that is decided later, by this node or another one.
	 * @param handlers the names of the handlers
	 */
	void prepare(List<String> handlers) {
		if (handlers.isEmpty()) {
			return;
		}
		try (Admin admin = open()) {
			List<TopicPartition> partitions = partitionsOf(describe(admin));
			Map<String, Instant> since = findUndecided();
			for (String handler : handlers) {
				decide(new GroupStart(admin, partitions), handler, Optional.ofNullable(since.get(handler)));
			}
		}
		catch (ExecutionException | TimeoutException | KafkaException ex) {
			logger.warn("Kafka does not say how far the handlers have come, so they wait until it does: "
					+ ((ex.getCause() != null) ? ex.getCause() : ex));
			noteUndecided(handlers);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Kafka alone knows most of them, and the database may be away for long. */
	private Map<String, Instant> findUndecided() {
		try {
			return this.undecided.find();
		}
		catch (StoreUnavailableException ex) {
			logger.warn("The database does not say which handlers were left undecided, so those begin with what "
					+ "arrives now", ex);
			return Map.of();
		}
	}

	private void noteUndecided(List<String> handlers) {
		try {
			this.undecided.add(handlers.stream().filter((handler) -> !this.decided.contains(handler)).toList(),
					this.started);
		}
		catch (StoreUnavailableException ex) {
			logger.warn("It cannot be noted which handlers may be new to the log. If this node is killed before they "
					+ "begin to read, they do not get what it has received", ex);
		}
	}

	/**
	 * Sees to it that the group of a handler has a position.
	 * @param handler the name of the handler
	 * @return the number of the incarnation of the topic
	 */
	int prepare(String handler) throws ExecutionException, InterruptedException, TimeoutException {
		try (Admin admin = open()) {
			TopicDescription topic = describe(admin);
			if (!this.decided.contains(handler)) {
				decide(new GroupStart(admin, partitionsOf(topic)), handler,
						Optional.of(this.undecided.find().getOrDefault(handler, this.started)));
			}
			return this.generations.computeIfAbsent(topic.topicId(), (id) -> generationOf(topic));
		}
	}

	private void decide(GroupStart start, String handler, Optional<Instant> deployed)
			throws ExecutionException, InterruptedException, TimeoutException {
		start.decide(handler, this.source.properties().startOf(handler), deployed);
		this.decided.add(handler);
		try {
			if (deployed.isPresent()) {
				this.undecided.remove(handler);
			}
		}
		catch (StoreUnavailableException ex) {
			logger.debug("That handler " + handler + " is decided cannot be noted, and need not be", ex);
		}
	}

	private int generationOf(TopicDescription topic) {
		return this.source.generations()
			.generationOf(topic.topicId(), topic.name())
			.orElseThrow(() -> new IllegalStateException(
					"The topic " + topic.name() + " was created anew too often for this database"));
	}

	private Admin open() {
		Map<String, Object> settings = new HashMap<>(this.source.client());
		settings.keySet().retainAll(AdminClientConfig.configNames());
		settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "socialhook-groups");
		settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
		settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
		return Admin.create(settings);
	}

	private TopicDescription describe(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
		String topic = this.source.topic();
		Map<String, TopicDescription> found = admin.describeTopics(List.of(topic))
			.allTopicNames()
			.get(LogSource.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		return Objects.requireNonNull(found.get(topic));
	}

	private static List<TopicPartition> partitionsOf(TopicDescription topic) {
		return topic.partitions()
			.stream()
			.map((partition) -> new TopicPartition(topic.name(), partition.partition()))
			.toList();
	}

}
