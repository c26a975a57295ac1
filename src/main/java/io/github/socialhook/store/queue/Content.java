package io.github.socialhook.store.queue;

import java.nio.ByteBuffer;

/**
 * What makes two deliveries the same.
 *
 * @param endpoint where it arrived
 * @param digest the digest of its body
 */
public record Content(String endpoint, ByteBuffer digest) {

	public static Content of(PutWrite put) {
		return new Content(put.delivery().endpoint().value(), ByteBuffer.wrap(put.digest()));
	}

}
