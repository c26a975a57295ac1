package io.github.socialhook.event.reader;

import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.Comparison;
import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.Documentation.Entry;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every sample of the catalogue is read as its own type, with all its values.
 */
@RunsBesideOthers
class EventSamplesTests {

	static final List<Entry> DOCUMENTED = Documentation.DOCUMENTED;

	static final List<String> VARIANTS = Documentation.VARIANTS;

	private final EventReader reader = new EventReader();

	@ParameterizedTest
	@FieldSource("DOCUMENTED")
	void readsEverySampleWithAllItsValues(Entry entry) {
		JsonNode body = this.reader.tree(Documentation.sample(entry));
		SocialEvent event = read(body, entry.name());
		Comparison comparison = Comparison.ofEvent(body, event);
		assertThat(comparison.differences()).isEmpty();
		assertThat(comparison.unread()).isEmpty();
		assertThat(event).isExactlyInstanceOf(entry.type().type());
	}

	@ParameterizedTest
	@FieldSource("VARIANTS")
	void readsEveryVariantWithAllItsValues(String variant) {
		JsonNode body = this.reader.tree(Documentation.variant(variant));
		Comparison comparison = Comparison.ofEvent(body, read(body, variant.split("__")[0]));
		assertThat(comparison.differences()).isEmpty();
		assertThat(comparison.unread()).isEmpty();
	}

	/** Any mapper writes a record so that it can be read again. */
	@ParameterizedTest
	@FieldSource("DOCUMENTED")
	void readsWhatWasWritten(Entry entry) {
		SocialEvent event = read(this.reader.tree(Documentation.sample(entry)), entry.name());
		ObjectNode written = Documentation.JSON.valueToTree(event);
		if (written.get("notification") instanceof ObjectNode notification) {
			written.setAll(notification);
		}
		JsonNode body = written.has("data") ? written : Documentation.JSON.createObjectNode().set("data", written);
		assertThat(this.reader.read(body, entry.type())).isEqualTo(event);
	}

	@Test
	void readsTheDeliveryOfTheDocumentation() {
		JsonNode body = this.reader.tree(Documentation.exampleDelivery());
		ChannelEvent.DidCreate event = (ChannelEvent.DidCreate) read(body, "channel.didCreate");
		assertThat(Comparison.ofEvent(body, event).differences()).isEmpty();
		assertThat(event.channel()).isNotNull();
		assertThat(event.channel().channelId()).isEqualTo("testWebhook");
		assertThat(event.users().getFirst().hashFlag()).isNotNull();
	}

	@Test
	void hasASampleOfEveryTypedEvent() {
		Stream<String> typed = EventCatalogue.types()
			.stream()
			.filter((type) -> type.type() != null)
			.map(EventType::name);
		assertThat(typed).containsExactlyInAnyOrderElementsOf(DOCUMENTED.stream().map(Entry::name).toList());
	}

	private SocialEvent read(JsonNode body, String name) {
		EventType type = this.reader.identify(body).orElseThrow();
		assertThat(type.name()).isEqualTo(name);
		return this.reader.read(body, type);
	}

}
