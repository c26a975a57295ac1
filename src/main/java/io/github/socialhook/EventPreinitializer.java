package io.github.socialhook;

import java.nio.charset.StandardCharsets;

import io.github.socialhook.event.EventCatalogue;
import io.github.socialhook.event.EventReader;
import io.github.socialhook.event.EventScanner;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/** Loads what the first event needs before the first event is there. */
final class EventPreinitializer implements BackgroundPreinitializer {

	private static final byte[] BODY = "{\"event\":\"channel.didCreate\",\"data\":{\"channel\":{\"channelId\":\"\"}}}"
		.getBytes(StandardCharsets.UTF_8);

	@Override
	public void preinitialize() {
		EventCatalogue.types();
		new EventScanner().scan(BODY);
		EventReader reader = new EventReader();
		reader.identify(reader.tree(BODY));
	}

}
