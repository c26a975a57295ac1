package io.github.socialhook.store.kafka.dedupe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.store.kafka.LogRecord;

/**
 * What makes two records the same: the endpoint and the body, and the accept id where the
 * same body is no repeat. Those that differ have different bits, as far as half a digest
 * tells.
 *
 * @param high half of the bits
 * @param low the other half
 */
record RecordContent(long high, long low) {

	/** The content of all records of an endpoint, but for what differs between them. */
	static RecordContent of(EndpointName endpoint) {
		return half(Payload.of(endpoint.value().getBytes(StandardCharsets.UTF_8)));
	}

	private static RecordContent half(Payload payload) {
		ByteBuffer digest = ByteBuffer.wrap(payload.digest());
		return new RecordContent(digest.getLong(), digest.getLong());
	}

	/**
	 * Returns the content of a record of the endpoint.
	 * @param record the record
	 * @param window the time within which the same body is a repeat; zero if it never is
	 */
	RecordContent with(LogRecord record, Duration window) {
		// The digest of the body is there anyway.
		RecordContent content = with(half(record.delivery().payload()));
		UUID id = record.acceptId();
		return window.isZero()
				? content.with(new RecordContent(id.getMostSignificantBits(), id.getLeastSignificantBits())) : content;
	}

	private RecordContent with(RecordContent other) {
		return new RecordContent(this.high ^ other.high, this.low ^ other.low);
	}

}
