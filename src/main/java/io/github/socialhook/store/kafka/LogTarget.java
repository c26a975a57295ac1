package io.github.socialhook.store.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.spill.Spill;
import io.github.socialhook.store.spill.SpillTarget;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The log, which may have a delivery although it has not acknowledged it in time. The key
 * of a delivery becomes its accept id, so that the second copy is recognised on reading.
 */
public final class LogTarget implements SpillTarget {

	private static final Log logger = LogFactory.getLog(LogTarget.class);

	private static final String NOT_IN_TIME = "Kafka did not acknowledge it in time";

	private final DeliveryLog log;

	private final @Nullable RecordCache cache;

	private final Duration timeout;

	private final LogOutages outages;

	/**
	 * Creates a target.
	 * @param log where deliveries are written
	 * @param cache gets what is written; null if nobody reads it here
	 * @param timeout how long to wait until something is written to find out whether that
	 * is possible
	 */
	public LogTarget(DeliveryLog log, @Nullable RecordCache cache, Duration timeout, InstantSource clock) {
		this.log = log;
		this.cache = cache;
		this.timeout = timeout;
		this.outages = new LogOutages(clock);
	}

	@Override
	public String name() {
		return "Kafka";
	}

	@Override
	public String newKey() {
		return UUID.randomUUID().toString();
	}

	@Override
	public Receipt put(Delivery delivery, @Nullable String key, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		LogProducer producer = this.log.acceptor();
		LogTopic topic = this.log.opened().orElse(null);
		if (producer == null || topic == null) {
			this.outages.failed(this.log.problem());
			return new Receipt.Unavailable(this.log.problem());
		}
		try {
			LogRecord record = new LogRecord(acceptIdOf(key), delivery);
			RecordMetadata written = await(
					producer.send(record, (place) -> remember(topic.generation(), place, record)), deadline);
			this.outages.recovered();
			return new Receipt.Stored(new LogPosition(topic.generation(), written.partition(), written.offset()).id());
		}
		catch (ExecutionException | KafkaException | IllegalStateException ex) {
			return unavailable(causeOf(ex));
		}
		catch (TimeoutException ex) {
			this.outages.failed(NOT_IN_TIME);
			return new Receipt.Unavailable(NOT_IN_TIME);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Receipt.Unavailable(NOT_IN_TIME);
		}
	}

	private void remember(int generation, RecordMetadata written, LogRecord record) {
		if (this.cache != null) {
			this.cache.written(generation, written, record);
		}
	}

	/**
	 * What an earlier version spilled before anything else was tried has a key of the
	 * spill.
	 */
	private static UUID acceptIdOf(@Nullable String key) {
		if (key == null) {
			return UUID.randomUUID();
		}
		try {
			UUID id = UUID.fromString(key);
			if (id.toString().equals(key)) {
				return id;
			}
		}
		catch (IllegalArgumentException ex) {
			logger.debug("A key is that of a spill", ex);
		}
		return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
	}

	private static RecordMetadata await(Future<RecordMetadata> sent, long deadline)
			throws ExecutionException, TimeoutException, InterruptedException {
		return sent.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
	}

	private Receipt unavailable(Throwable failure) {
		if (failure instanceof InterruptException) {
			// It has set the flag.
			return new Receipt.Unavailable(NOT_IN_TIME);
		}
		String reason = DeliveryLog.describe(failure);
		if (failure instanceof RecordTooLargeException) {
			return new Receipt.Unavailable(reason, true);
		}
		this.outages.failed(reason);
		return new Receipt.Unavailable(reason);
	}

	/** A producer that was closed meanwhile says so with an unchecked exception. */
	private static Throwable causeOf(Exception failure) {
		return (failure instanceof ExecutionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	@Override
	public boolean isWritable() {
		LogProducer producer = this.log.acceptor();
		if (producer == null) {
			return false;
		}
		try {
			producer.probe(this.timeout);
			this.outages.recovered();
			return true;
		}
		catch (ExecutionException | KafkaException | IllegalStateException ex) {
			Throwable cause = causeOf(ex);
			this.outages.failed(DeliveryLog.describe(cause));
			if (!(cause instanceof RetriableException) && !(cause instanceof InterruptException)) {
				this.log.renew();
			}
			return false;
		}
		catch (TimeoutException ex) {
			this.outages.failed(NOT_IN_TIME);
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public Optional<Outage> lastOutage() {
		return this.outages.last();
	}

	@Override
	public Result write(List<Spill.Spilled> batch, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		LogProducer producer = this.log.mover();
		if (producer == null) {
			return new Away();
		}
		try {
			List<Future<RecordMetadata>> sent = new ArrayList<>();
			for (Spill.Spilled spilled : batch) {
				sent.add(producer.sendInOrder(new LogRecord(acceptIdOf(spilled.key()), spilled.delivery())));
			}
			for (Future<RecordMetadata> each : sent) {
				await(each, deadline);
			}
			return new Stored();
		}
		catch (ExecutionException | KafkaException | IllegalStateException ex) {
			Throwable cause = causeOf(ex);
			String reason = DeliveryLog.describe(cause);
			if (cause instanceof RecordTooLargeException) {
				return new Refused(reason);
			}
			this.outages.failed(reason);
			return new Away();
		}
		catch (TimeoutException ex) {
			return new Away();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Away();
		}
	}

}
