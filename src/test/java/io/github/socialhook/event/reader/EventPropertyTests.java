package io.github.socialhook.event.reader;

import java.nio.charset.StandardCharsets;

import io.github.socialhook.event.Comparison;
import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.Documentation.Entry;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.catalogue.EventSubject;
import io.github.socialhook.event.catalogue.IdPath;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent, what was there is there, or it is said where it cannot be read.
 */
class EventPropertyTests {

	private final EventReader reader = new EventReader();

	private final EventScanner scanner = new EventScanner();

	@Property
	void readsWhateverWasSent(@ForAll("documented") Entry entry, @ForAll long seed) {
		JsonNode delivery = new RandomPayload(seed, false).delivery(entry);
		JsonNode body = this.reader.tree(bytes(delivery.toString()));
		assertThat(this.reader.identify(body)).contains(entry.type());
		Comparison comparison = Comparison.ofEvent(body, this.reader.read(body, entry.type()));
		assertThat(comparison.differences()).isEmpty();
		assertThat(comparison.unread()).allSatisfy((path) -> assertThat(path).contains(".unheardOf"));
	}

	@Property
	void readsTheSecondOfTwoFieldsOfOneName(@ForAll("documented") Entry entry, @ForAll long seed) {
		RandomPayload random = new RandomPayload(seed, false);
		JsonNode delivery = random.delivery(entry);
		JsonNode body = this.reader.tree(bytes(random.textWithDuplicates(delivery)));
		assertThat(this.reader.read(body, entry.type())).isEqualTo(this.reader.read(delivery, entry.type()));
	}

	@Property
	void readsWhatHasAnotherTypeOrSaysWhere(@ForAll("documented") Entry entry, @ForAll long seed) {
		JsonNode body = this.reader.tree(bytes(new RandomPayload(seed, true).delivery(entry).toString()));
		try {
			SocialEvent event = this.reader.read(body, entry.type());
			assertThat(Comparison.ofEvent(body, event).differences()).isEmpty();
		}
		catch (EventShapeException ex) {
			assertThat(ex.getMessage()).startsWith(entry.name() + " cannot be read: $")
				.matches("[^$]+\\$[\\w.\\[\\]]*( is (an object|an array|a string|a number|a boolean) and)? "
						+ "cannot be read as [\\w ]+");
			assertThat(ex).hasNoCause();
		}
	}

	@Property
	void survivesSpoiltBytes(@ForAll("documented") Entry entry, @ForAll long seed) {
		byte[] body = new RandomPayload(seed, false).spoilt(Documentation.sample(entry));
		assertThat(this.scanner.scan(body)).isNotNull();
		try {
			JsonNode tree = this.reader.tree(body);
			this.reader.identify(tree)
				.filter((type) -> type.type() != null)
				.ifPresent((type) -> this.reader.read(tree, type));
		}
		catch (UnreadableEventException | EventShapeException ex) {
			assertThat(ex).hasNoCause();
		}
	}

	@Property
	void scansWhatIsRead(@ForAll("documented") Entry entry, @ForAll long seed) {
		JsonNode body = new RandomPayload(seed, false).delivery(entry);
		EventLabel label = this.scanner.scan(bytes(body.toString()));
		assertThat(label.name()).isEqualTo(entry.name());
		EventSubject subject = entry.type().subject();
		assertThat(label.subjectId()).isEqualTo(id(body, subject));
		assertThat(label.subjectKind()).isEqualTo((label.subjectId() != null) ? subject.kind() : null);
	}

	@Provide
	Arbitrary<Entry> documented() {
		return Arbitraries.of(Documentation.DOCUMENTED);
	}

	private static String id(JsonNode body, EventSubject subject) {
		for (IdPath path : subject.ids()) {
			JsonNode container = body.path("data").path(path.container());
			JsonNode first = container.isArray() ? container.path(0) : container;
			JsonNode id = path.field().isEmpty() ? container : first.path(path.field());
			if (id.isString()) {
				return id.stringValue();
			}
		}
		return null;
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

}
