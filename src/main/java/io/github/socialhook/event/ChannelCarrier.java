package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.Channel;
import org.jspecify.annotations.Nullable;

/**
 * An event whose {@code channel} is sent as an object or as an array, or as
 * {@code channels}, as the REST API has it.
 */
interface ChannelCarrier {

	/** Every channel sent; there is one in all that is documented. */
	List<Channel> channels();

	/** The channel, or the first if several were sent. */
	default @Nullable Channel channel() {
		return channels().isEmpty() ? null : channels().getFirst();
	}

}
