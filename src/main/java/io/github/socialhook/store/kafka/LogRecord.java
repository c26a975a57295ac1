package io.github.socialhook.store.kafka;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.store.database.StorableText;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is in the log. Its key is the subject, so that the deliveries of a
 * subject are in one partition, in the order in which they were accepted.
 *
 * @param acceptId tells it from every other: two records with the same id are one
 * delivery, which was written again because the first was not acknowledged in time
 * @param delivery the delivery
 */
public record LogRecord(UUID acceptId, Delivery delivery) {

	private static final String ENDPOINT = "endpoint";

	private static final String EVENT = "event";

	private static final String SUBJECT = "subject";

	private static final String RECEIVED_AT = "received-at";

	private static final String ACCEPT_ID = "accept-id";

	private static final String PROBE = "probe";

	/**
	 * Returns what is written to the log.
	 * @param topic the topic of the log
	 * @return a record with the exact bytes of the delivery
	 */
	public ProducerRecord<byte[], byte[]> toProducerRecord(String topic) {
		Subject subject = this.delivery.subject();
		EventName event = this.delivery.event();
		String subjectText = (subject != null) ? StorableText.of(subject.toString()) : null;
		String key = (subjectText != null) ? subjectText : HexFormat.of().formatHex(this.delivery.payload().digest());
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key),
				this.delivery.payload().bytes());
		Headers headers = record.headers();
		headers.add(ENDPOINT, bytes(this.delivery.endpoint().value()));
		if (event != null) {
			headers.add(EVENT, bytes(StorableText.of(event.value())));
		}
		if (subjectText != null) {
			headers.add(SUBJECT, bytes(subjectText));
		}
		headers.add(RECEIVED_AT, bytes(this.delivery.receivedAt().toString()));
		headers.add(ACCEPT_ID, bytes(this.acceptId.toString()));
		return record;
	}

	/** Whether it is read as it was written: text that cannot be stored is replaced. */
	boolean isReadAsWritten() {
		EventName event = this.delivery.event();
		Subject subject = this.delivery.subject();
		return (event == null || isStorable(event.value()))
				&& (subject == null || (isStorable(subject.kind()) && isStorable(subject.id())));
	}

	private static boolean isStorable(String text) {
		return StorableText.of(text).equals(text);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Reads what was written to the log.
	 * @param record any record of the topic
	 * @return what it says; empty if it is no delivery, because something else wrote it
	 */
	public static Optional<LogRecord> read(ConsumerRecord<byte[], byte[]> record) {
		Headers headers = record.headers();
		String endpoint = text(headers, ENDPOINT);
		String receivedAt = text(headers, RECEIVED_AT);
		String acceptId = text(headers, ACCEPT_ID);
		if (endpoint == null || receivedAt == null || acceptId == null || record.value() == null) {
			return Optional.empty();
		}
		String event = text(headers, EVENT);
		String subject = text(headers, SUBJECT);
		try {
			Delivery delivery = new Delivery(new EndpointName(endpoint), (event != null) ? new EventName(event) : null,
					(subject != null) ? Subject.parse(subject) : null, Payload.of(record.value()),
					Instant.parse(receivedAt));
			return Optional.of(new LogRecord(UUID.fromString(acceptId), delivery));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			return Optional.empty();
		}
	}

	private static @Nullable String text(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : null;
	}

	/**
	 * Returns a record without a delivery, which is written to find out whether the log
	 * accepts any.
	 * @param topic the topic of the log
	 * @param partition the partition to write it to
	 * @return a record that is to be skipped
	 */
	static ProducerRecord<byte[], byte[]> probe(String topic, int partition) {
		ProducerRecord<byte[], byte[]> probe = new ProducerRecord<>(topic, partition, null, new byte[0]);
		probe.headers().add(PROBE, new byte[0]);
		return probe;
	}

	/**
	 * Tells whether a record was only written to find out whether the log accepts any.
	 * @param record any record of the topic
	 * @return true if it is to be skipped without a warning
	 */
	public static boolean isProbe(ConsumerRecord<byte[], byte[]> record) {
		return record.headers().lastHeader(PROBE) != null;
	}

}
