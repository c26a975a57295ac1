package io.github.socialhook.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.socialhook.delivery.Payload;
import io.github.socialhook.sender.Sample;
import io.github.socialhook.sender.Signing;

/**
 * One request of the demo.
 *
 * @param title what is sent, in a few words
 * @param payload the body
 * @param signing how it is signed
 */
record DemoRequest(String title, Payload payload, Signing signing) {

	/** Returns all that the demo sends, in order. */
	static List<DemoRequest> all() {
		return List.of(event("channel.didCreate"), event("message.didCreate"), event("user.didUpdate"),
				event("v3.post.didCreate"),
				new DemoRequest("channel.didCreate, sent again", sample("channel.didCreate"), Signing.GENUINE),
				new DemoRequest("channel.didCreate, legacy duplicate", sample("channel.didCreate"), Signing.LEGACY),
				new DemoRequest("channel.didCreate, forged", sample("channel.didCreate"), Signing.FORGED),
				new DemoRequest("v3.post.didFlag, a handler fails once", sample("v3.post.didFlag"), Signing.GENUINE),
				new DemoRequest("an unknown event", text("""
						{"event":"weather.didChange","data":{}}"""), Signing.GENUINE), new DemoRequest(
						"a body that is not JSON", text("{\"event\":\"channel.didCreate\",\"da"), Signing.GENUINE));
	}

	private static DemoRequest event(String name) {
		return new DemoRequest(name, sample(name), Signing.GENUINE);
	}

	private static Payload sample(String name) {
		return Payload.of(Sample.read(name));
	}

	private static Payload text(String body) {
		return Payload.of(body.getBytes(StandardCharsets.UTF_8));
	}

}
