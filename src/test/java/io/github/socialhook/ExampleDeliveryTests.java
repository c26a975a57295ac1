package io.github.socialhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.model.Channel;
import io.github.socialhook.event.model.ChannelType;
import io.github.socialhook.event.model.HashFlag;
import io.github.socialhook.event.model.User;
import io.github.socialhook.handler.DeliveryContext;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example delivery of the sender's documentation, signed by somebody else's program.
 */
@HandlingService
class ExampleDeliveryTests {

	private static final JsonMapper json = new JsonMapper();

	@TempDir
	private Path folder;

	@Autowired
	private Door door;

	@Autowired
	private Notebook notebook;

	@BeforeEach
	void requireOpenssl() throws Exception {
		Assumptions.assumeFalse(Shell.run("command -v openssl || true").isBlank(),
				"openssl is not installed, so nobody else can sign the example delivery");
	}

	@Test
	void reachesItsHandlerWithEveryFieldAsItStands() throws Exception {
		assertThatItReachesItsHandler(example());
	}

	@Test
	void reachesItsHandlerWithEveryFieldMinified() throws Exception {
		byte[] minified = json.writeValueAsBytes(json.readTree(example()));
		assertThat(minified).hasSizeLessThan(example().length).doesNotContain('\n');
		assertThatItReachesItsHandler(minified);
	}

	private void assertThatItReachesItsHandler(byte[] body) throws Exception {
		WebhookRequest request = WebhookRequest.unsigned(body).withSignature(signWithOpenssl(body));
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.HANDLED);
		List<Notebook.Call> calls = this.notebook.calls("created", body, 1);
		assertThat(calls).hasSize(1);
		assertThat(calls.getFirst().event()).isEqualTo(expected());
		assertThat(calls.getFirst().event(ChannelEvent.DidCreate.class).channel()).isEqualTo(channel());
		DeliveryContext delivery = calls.getFirst().delivery();
		assertThat(delivery.event()).isEqualTo(new EventName("channel.didCreate"));
		assertThat(delivery.subject()).isEqualTo(new Subject("channel", "testWebhook"));
		assertThat(delivery.endpoint()).isEqualTo(EndpointName.DEFAULT);
		assertThat(delivery.attempt()).isEqualTo(1);
		assertThat(delivery.receivedAt()).isBeforeOrEqualTo(Instant.now());
		assertThat(delivery.json()).isEqualTo(json.readTree(example()));
		assertThat(delivery.body()).isEqualTo(body);
	}

	private static ChannelEvent.DidCreate expected() {
		HashFlag hashFlag = new HashFlag(0L, 0L, JsonNodeFactory.instance.arrayNode());
		User user = new User(null, null, "A", List.of(), "A", 0L, hashFlag, null,
				Instant.parse("2018-11-01T09:33:57.811Z"), Instant.parse("2018-11-30T11:39:19.615Z"), null);
		return new ChannelEvent.DidCreate(List.of(channel()), List.of(user), List.of("A"));
	}

	private static Channel channel() {
		return new Channel(null, null, "testWebhook", false, JsonNodeFactory.instance.objectNode(),
				ChannelType.Known.STANDARD, List.of(), false, false, null, null, 1000L, null, null, null, null, 0L, 0L,
				Instant.parse("2018-11-30T09:35:23.816Z"), Instant.parse("2018-11-30T09:35:23.815Z"),
				Instant.parse("2018-11-30T09:35:23.815Z"), null);
	}

	private static byte[] example() throws IOException {
		try (InputStream example = ChannelEvent.class.getResourceAsStream("samples/example-delivery.json")) {
			return example.readAllBytes();
		}
	}

	private String signWithOpenssl(byte[] body) throws Exception {
		Path file = Files.write(this.folder.resolve("body.json"), body);
		String key = HexFormat.of().formatHex(Door.SECRET.getBytes(StandardCharsets.UTF_8));
		return Shell.run(
				"openssl dgst -sha256 -mac HMAC -macopt hexkey:" + key + " -binary '" + file + "' | openssl base64 -A");
	}

}
