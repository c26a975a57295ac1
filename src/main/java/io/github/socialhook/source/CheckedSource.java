package io.github.socialhook.source;

import io.github.socialhook.delivery.Source;
import org.jspecify.annotations.Nullable;

/**
 * The source of a request.
 *
 * @param source the source, one of a closed set
 * @param address the address of the client, or of the nearest proxy if that does not say
 * for whom it sends
 * @param cause why the address of the client cannot be determined; absent if it can
 */
public record CheckedSource(Source source, String address, @Nullable String cause) {

	/**
	 * Whether the request comes from an address that may not send.
	 * @return whether the source is a stranger
	 */
	public boolean isStranger() {
		return this.source.equals(Source.STRANGER);
	}

}
