package io.github.socialhook.sender;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.socialhook.delivery.Payload;

/**
 * One request of the demo.
 *
 * @param title what is sent, in a few words
 * @param payload the body
 * @param signing how it is signed
 */
record Scene(String title, Payload payload, Signing signing) {

	/** Returns all that the demo sends, in order. */
	static List<Scene> all() {
		return List.of(event("channel.didCreate"), event("message.didCreate"), event("user.didUpdate"),
				event("v3.post.didCreate"),
				new Scene("channel.didCreate, the same once more", sample("channel.didCreate"), Signing.GENUINE),
				new Scene("channel.didCreate, its legacy twin", sample("channel.didCreate"), Signing.LEGACY),
				new Scene("channel.didCreate, forged", sample("channel.didCreate"), Signing.FORGED),
				new Scene("v3.post.didFlag, a handler fails once", sample("v3.post.didFlag"), Signing.GENUINE),
				new Scene("an event that nobody knows", text("""
						{"event":"weather.didChange","data":{}}"""), Signing.GENUINE),
				new Scene("a body that is no JSON", text("{\"event\":\"channel.didCreate\",\"da"), Signing.GENUINE));
	}

	private static Scene event(String name) {
		return new Scene(name, sample(name), Signing.GENUINE);
	}

	private static Payload sample(String name) {
		return Payload.of(Sample.read(name));
	}

	private static Payload text(String body) {
		return Payload.of(body.getBytes(StandardCharsets.UTF_8));
	}

}
