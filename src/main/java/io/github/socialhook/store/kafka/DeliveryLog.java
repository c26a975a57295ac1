package io.github.socialhook.store.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.write.BackgroundTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.FixedBackOff;

/**
 * The topic in which deliveries are stored. It is used once Kafka has said that it keeps
 * what it must, and the database which incarnation of it this is. If one of them is
 * unavailable at the start, that is found out later.
 */
public final class DeliveryLog implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(DeliveryLog.class);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Duration FOR_GOOD = Duration.ofDays(365);

	private static final Duration PROBE = Duration.ofSeconds(5);

	private static final Duration MOVE = Duration.ofSeconds(8);

	private final LogRequirements requirements;

	private final LogGenerations generations;

	private final TopicReader reader;

	private final Map<String, Object> accepting;

	private final Map<String, Object> moving;

	private final LogLimit limit = new LogLimit();

	private final BackgroundTask task = new BackgroundTask("socialhook-log-check", () -> {
		open();
		return FOR_GOOD;
	}, new FixedBackOff(INTERVAL.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS), this::failed);

	private volatile String problem = "Kafka was not asked yet";

	private volatile @Nullable LogTopic topic;

	private volatile @Nullable LogProducer acceptor;

	private volatile @Nullable LogProducer mover;

	/**
	 * Creates a log.
	 * @param requirements what the topic must be
	 * @param generations numbers its incarnations
	 * @param producer the settings of the producer that are configured
	 * @param admin the settings of the administrator that are configured
	 * @param timeout how long to try for a delivery
	 * @throws InvalidConfigurationException if settings are invalid
	 */
	public DeliveryLog(LogRequirements requirements, LogGenerations generations, Map<String, Object> producer,
			Map<String, Object> admin, Duration timeout) {
		this.requirements = requirements;
		this.generations = generations;
		this.reader = new TopicReader(admin);
		this.accepting = settings(producer, "socialhook-log", timeout);
		this.moving = settings(producer, "socialhook-log-mover", MOVE);
	}

	private Map<String, Object> settings(Map<String, Object> configured, String name, Duration timeout) {
		try {
			Map<String, Object> settings = LogProducer.settings(configured, name, timeout,
					this.requirements.largestRecord());
			new ProducerConfig(settings);
			return settings;
		}
		catch (ConfigException ex) {
			throw new InvalidConfigurationException(
					"The settings of the Kafka producer are invalid: " + ex.getMessage() + ".",
					"Correct spring.kafka.producer or spring.kafka.producer.properties.*.");
		}
	}

	/**
	 * Looks at the topic, at once if Kafka and the database answer.
	 * @throws InvalidConfigurationException if the topic cannot keep what it must
	 */
	public void start() throws InterruptedException {
		try {
			open();
		}
		catch (LogUnavailableException | StoreUnavailableException ex) {
			failed(ex);
			this.task.start();
		}
	}

	private void open() throws InterruptedException {
		TopicFacts facts = read();
		this.requirements.check(facts);
		this.requirements.warnings(facts).forEach(logger::warn);
		String name = this.requirements.topic();
		int generation = this.generations.generationOf(facts.id(), name)
			.orElseThrow(() -> new InvalidConfigurationException(
					"The topic '" + name + "' was created anew too often: there is no number left for it.",
					"Delete the rows of topics that do not exist any more, and whose deliveries have expired, from the "
							+ "table socialhook_log_topic."));
		LogProducer opened = new LogProducer(name, this.accepting);
		try {
			opened.probe(PROBE);
		}
		catch (ExecutionException | TimeoutException | KafkaException ex) {
			opened.close();
			throw unavailable(ex);
		}
		this.acceptor = opened;
		this.topic = new LogTopic(name, generation, facts.partitions());
		logger.info("Deliveries are stored in the topic '" + name + "'");
	}

	private TopicFacts read() throws InterruptedException {
		try {
			return this.reader.read(this.requirements.topic());
		}
		catch (ExecutionException | KafkaException ex) {
			throw unavailable(ex);
		}
	}

	/** Tells what only people can correct from what may be over in a moment. */
	private RuntimeException unavailable(Exception failure) {
		Throwable cause = (failure instanceof ExecutionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof UnknownTopicOrPartitionException) {
			return this.requirements.missing();
		}
		if (cause instanceof AuthorizationException) {
			return new InvalidConfigurationException(
					"Kafka does not give this client the rights that it needs: " + cause.getMessage(),
					"Allow it to READ, WRITE, DESCRIBE and DESCRIBE_CONFIGS the topic '" + this.requirements.topic()
							+ "', and to READ groups with the prefix 'socialhook.'.");
		}
		if (cause instanceof AuthenticationException) {
			return new InvalidConfigurationException("Kafka does not accept this client: " + cause.getMessage(),
					"Correct spring.kafka.security and spring.kafka.properties.*.");
		}
		return new LogUnavailableException(describe(cause), cause);
	}

	/** A client that cannot start says why in the cause only. */
	static String describe(Throwable failure) {
		Throwable cause = (failure.getCause() instanceof ConfigException config) ? config : failure;
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	private void failed(Throwable failure) {
		String text = (failure instanceof InvalidConfigurationException invalid)
				? invalid.getMessage() + " " + invalid.action() : String.valueOf(failure.getMessage());
		this.problem = text;
		if (this.limit.isTime()) {
			logger.error("Deliveries cannot be stored in the topic '" + this.requirements.topic()
					+ "' yet, which is retried: " + text);
		}
	}

	/**
	 * Returns the topic.
	 * @return the topic; empty as long as it cannot be used
	 */
	public Optional<LogTopic> opened() {
		return Optional.ofNullable(this.topic);
	}

	/** Why it cannot be used, as long as it cannot. */
	String problem() {
		return this.problem;
	}

	/** What new deliveries are written with; null as long as the topic cannot be used. */
	@Nullable LogProducer acceptor() {
		return this.acceptor;
	}

	/** What spilled deliveries are written with, which has more time. */
	@Nullable LogProducer mover() {
		LogProducer mover = this.mover;
		if ((mover == null || mover.isClosed()) && this.topic != null) {
			mover = new LogProducer(this.requirements.topic(), this.moving);
			this.mover = mover;
		}
		return mover;
	}

	/**
	 * Replaces producers that may never work again. Called by the thread of the mover.
	 */
	void renew() {
		LogProducer acceptor = this.acceptor;
		LogProducer mover = this.mover;
		this.mover = null;
		if (acceptor != null) {
			this.acceptor = new LogProducer(this.requirements.topic(), this.accepting);
			acceptor.close();
		}
		if (mover != null) {
			mover.close();
		}
	}

	@Override
	public void close() {
		this.task.close();
		LogProducer acceptor = this.acceptor;
		LogProducer mover = this.mover;
		if (acceptor != null) {
			acceptor.close();
		}
		if (mover != null) {
			mover.close();
		}
	}

}
