package io.github.socialhook.event.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.event.SocialEvent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What it costs to take name and subject from a body, and to read it as its type. Look at
 * the median: the mean says how busy the machine is with other things.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EventBenchmark {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final EventReader reader = new EventReader();

	private final EventScanner scanner = new EventScanner();

	@Param
	Delivery delivery = Delivery.MESSAGE_1_KB;

	private byte[] body = {};

	@Setup
	public void prepare() {
		this.body = this.delivery.body();
		System.out.println("# " + this.delivery + ": " + this.body.length + " bytes, " + scan());
	}

	@Benchmark
	public EventLabel scan() {
		return this.scanner.scan(this.body);
	}

	@Benchmark
	public JsonNode tree() {
		return this.reader.tree(this.body);
	}

	@Benchmark
	public SocialEvent read() {
		JsonNode tree = this.reader.tree(this.body);
		return this.reader.read(tree, this.reader.identify(tree).orElseThrow());
	}

	/** What is sent. */
	public enum Delivery {

		/** A plain message. */
		MESSAGE_1_KB {
			@Override
			byte[] body() {
				return JSON.writeValueAsBytes(sample("message.didCreate"));
			}
		},
		/** The same, its name after its payload. */
		MESSAGE_1_KB_NAMED_LAST {
			@Override
			byte[] body() {
				ObjectNode sample = sample("message.didCreate");
				ObjectNode turned = JSON.createObjectNode();
				turned.set("data", sample.path("data"));
				return JSON.writeValueAsBytes(turned.set("event", sample.path("event")));
			}
		},
		/** A post with all that comes with it. */
		POST {
			@Override
			byte[] body() {
				return JSON.writeValueAsBytes(sample("v3.post.didCreate"));
			}
		},
		/** A message with the longest text, 20,000 characters. */
		MESSAGE_WITH_LONGEST_TEXT {
			@Override
			byte[] body() {
				return message(JSON.createObjectNode().put("text", "Sn\u00f8 over 1800 m. ".repeat(1_177)), "text");
			}
		},
		/** A message with the largest custom data, 100 KB of small fields. */
		MESSAGE_WITH_LARGEST_DATA {
			@Override
			byte[] body() {
				return message(fields(4_300), "custom");
			}
		},
		/** As much as is accepted, the name and the message at the very end. */
		ONE_MEGABYTE_NAMED_LAST {
			@Override
			byte[] body() {
				ObjectNode sample = sample("message.didCreate");
				ObjectNode data = JSON.createObjectNode();
				data.set("unknown", fields(44_000));
				data.setAll((ObjectNode) sample.path("data"));
				ObjectNode turned = JSON.createObjectNode();
				turned.set("data", data);
				return JSON.writeValueAsBytes(turned.set("event", sample.path("event")));
			}
		};

		abstract byte[] body();

		private static byte[] message(ObjectNode data, String type) {
			ObjectNode sample = sample("message.didCreate");
			((ObjectNode) sample.path("data").path("messages").path(0)).put("type", type).set("data", data);
			return JSON.writeValueAsBytes(sample);
		}

		private static ObjectNode fields(int count) {
			ObjectNode fields = JSON.createObjectNode();
			for (int i = 0; i < count; i++) {
				fields.put("field-" + i, i * 7_919L);
			}
			return fields;
		}

		private static ObjectNode sample(String name) {
			String resource = "samples/" + name + ".json";
			try (InputStream stream = Objects.requireNonNull(SocialEvent.class.getResourceAsStream(resource))) {
				return (ObjectNode) JSON.readTree(stream);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
