package io.github.socialhook.store.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogRecordTests {

	private static final UUID ACCEPT_ID = UUID.fromString("0b7b6c4e-3f6c-4b7e-9d0a-5a2e8f1c9d3b");

	private static final byte[] BODY = "{\"event\":\"channel.didCreate\" }\n".getBytes(StandardCharsets.UTF_8);

	private static final Instant RECEIVED_AT = Instant.parse("2026-01-31T12:34:56.789Z");

	private static final Delivery DELIVERY = new Delivery(new EndpointName("chat"), new EventName("channel.didCreate"),
			new Subject("channel", "ů:1"), Payload.of(BODY), RECEIVED_AT);

	private static final Delivery BARE = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(BODY), RECEIVED_AT);

	private static ProducerRecord<byte[], byte[]> write(Delivery delivery) {
		return new LogRecord(ACCEPT_ID, delivery).toProducerRecord("topic");
	}

	/** What a consumer gets of a record. */
	private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> written) {
		ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(written.topic(), 0, 0, written.key(),
				written.value());
		written.headers().forEach(read.headers()::add);
		return read;
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	@Test
	void hasTheSubjectAsItsKeyAndTheExactBytesAsItsValue() {
		ProducerRecord<byte[], byte[]> written = write(DELIVERY);
		assertThat(written.topic()).isEqualTo("topic");
		assertThat(text(written.key())).isEqualTo("channel:ů:1");
		assertThat(written.value()).isSameAs(BODY);
		assertThat(written.partition()).isNull();
		assertThat(written.headers()).extracting((header) -> header.key() + "=" + text(header.value()))
			.containsExactly("endpoint=chat", "event=channel.didCreate", "subject=channel:ů:1",
					"received-at=2026-01-31T12:34:56.789Z", "accept-id=" + ACCEPT_ID);
	}

	@Test
	void hasTheHashOfTheBodyAsItsKeyWithoutASubject() {
		ProducerRecord<byte[], byte[]> written = write(BARE);
		assertThat(text(written.key())).isEqualTo(HexFormat.of().formatHex(BARE.payload().digest())).hasSize(64);
		assertThat(written.headers()).extracting(Header::key).containsExactly("endpoint", "received-at", "accept-id");
	}

	@Test
	void isReadAsItWasWritten() {
		assertThat(LogRecord.read(read(write(DELIVERY)))).contains(new LogRecord(ACCEPT_ID, DELIVERY));
		assertThat(LogRecord.read(read(write(BARE)))).contains(new LogRecord(ACCEPT_ID, BARE));
	}

	/** As the database stores it. */
	@Test
	void replacesWhatHasNoForm() {
		Delivery strange = new Delivery(EndpointName.DEFAULT, new EventName("a\ud800"), new Subject("user", "\u0000"),
				Payload.of(BODY), RECEIVED_AT);
		ProducerRecord<byte[], byte[]> written = write(strange);
		assertThat(text(written.key())).isEqualTo("user:\ufffd");
		assertThat(LogRecord.read(read(written)).map(LogRecord::delivery)).contains(new Delivery(EndpointName.DEFAULT,
				new EventName("a\ufffd"), new Subject("user", "\ufffd"), Payload.of(BODY), RECEIVED_AT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "endpoint", "received-at", "accept-id" })
	void isNothingWithoutAHeader(String name) {
		ProducerRecord<byte[], byte[]> foreign = write(DELIVERY);
		foreign.headers().remove(name);
		assertThat(LogRecord.read(read(foreign))).isEmpty();
		foreign.headers().add(new RecordHeader(name, (byte[]) null));
		assertThat(LogRecord.read(read(foreign))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "endpoint, NOT A NAME", "received-at, yesterday", "accept-id, 7", "event, ''", "subject, nobody" })
	void isNothingWithAnInvalidHeader(String name, String value) {
		ProducerRecord<byte[], byte[]> foreign = write(DELIVERY);
		foreign.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
		assertThat(LogRecord.read(read(foreign))).isEmpty();
	}

	@Test
	void isNothingIfSomethingElseWroteIt() {
		ConsumerRecord<byte[], byte[]> foreign = new ConsumerRecord<>("topic", 0, 0, null, BODY);
		assertThat(LogRecord.read(foreign)).isEmpty();
		assertThat(LogRecord.isProbe(foreign)).isFalse();
		ProducerRecord<byte[], byte[]> withoutValue = new ProducerRecord<>("topic", null, new byte[0], null,
				write(DELIVERY).headers());
		assertThat(LogRecord.read(read(withoutValue))).isEqualTo(Optional.empty());
	}

	@Test
	void isAProbeWithoutADelivery() {
		ProducerRecord<byte[], byte[]> probe = LogRecord.probe("topic", 3);
		assertThat(probe.partition()).isEqualTo(3);
		assertThat(LogRecord.isProbe(read(probe))).isTrue();
		assertThat(LogRecord.read(read(probe))).isEmpty();
		assertThat(LogRecord.isProbe(read(write(DELIVERY)))).isFalse();
	}

	@Test
	void keepsAnyBytes() {
		byte[] bytes = new byte[256];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) i;
		}
		Delivery binary = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(bytes), RECEIVED_AT);
		Optional<LogRecord> read = LogRecord.read(read(write(binary)));
		assertThat(read.orElseThrow().delivery().payload().bytes()).isEqualTo(Arrays.copyOf(bytes, bytes.length));
	}

}
