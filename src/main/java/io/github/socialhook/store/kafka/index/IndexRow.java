package io.github.socialhook.store.kafka.index;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.store.kafka.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of the log that is to be indexed, without its body.
 *
 * @param position where it is
 * @param endpoint the endpoint at which it arrived
 * @param event the name of its event; absent where it has none
 * @param subject what it is about; absent where that is unknown
 * @param receivedAt when it came in
 * @param digest the SHA-256 of its body
 * @param size the number of bytes of its body
 * @param references the keys of what it refers to
 * @param takers the handlers that take it
 */
record IndexRow(LogPosition position, String endpoint, @Nullable String event, @Nullable String subject,
		Instant receivedAt, ByteBuffer digest, int size, Set<Long> references, Set<String> takers) {

	static IndexRow of(LogPosition position, Delivery delivery, Set<Long> references, Set<String> takers) {
		return new IndexRow(position, delivery.endpoint().value(), Objects.toString(delivery.event(), null),
				Objects.toString(delivery.subject(), null), delivery.receivedAt(),
				ByteBuffer.wrap(delivery.payload().digest()), delivery.payload().size(), references, takers);
	}

	long fingerprint() {
		return this.digest.getLong(0);
	}

}
