package io.github.socialhook.dispatch;

import java.util.List;
import java.util.Objects;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.event.reader.EventShapeException;
import io.github.socialhook.event.reader.UnreadableEventException;
import io.github.socialhook.inbox.Failure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a body turned out to say. */
sealed interface ParseResult {

	/** The tag of metrics for what the catalogue does not know. */
	String OTHER = "other";

	/** Reads a body, as its type only if somebody wants it so. */
	static ParseResult of(Delivery delivery, EventReader reader, HandlerRegistry registry) {
		JsonNode tree;
		try {
			tree = reader.tree(delivery.payload().bytes());
		}
		catch (UnreadableEventException ex) {
			return new Unreadable(Failures.describe(ex));
		}
		EventType type = reader.identify(tree).orElse(null);
		List<Handler> takers = registry.takersOf(type);
		if (type == null || takers.stream().noneMatch(Handler::isTyped)) {
			return new ParsedDelivery(tree, type, null, null);
		}
		JsonNode kept = takers.stream().allMatch(Handler::isTyped) ? null : tree;
		try {
			return new ParsedDelivery(kept, type, reader.read(tree, type), null);
		}
		catch (EventShapeException ex) {
			return new ParsedDelivery(kept, type, null, ex);
		}
	}

	/**
	 * It is JSON.
	 *
	 * @param tree the whole of it; absent if everybody wants it typed, because it takes
	 * several times the room of the bytes
	 * @param type what it is; absent if the catalogue does not know it
	 * @param event the typed event; absent if there is no type, or nobody wants it typed
	 * @param misfit why it could not be read as its type, if it could not
	 */
	record ParsedDelivery(@Nullable JsonNode tree, @Nullable EventType type, @Nullable SocialEvent event,
			@Nullable EventShapeException misfit) implements ParseResult {

		/** Returns what to hand to a handler. */
		Object argumentFor(Handler handler, Delivery delivery) throws EventShapeException {
			if (handler.isTyped()) {
				if (this.misfit != null) {
					throw this.misfit;
				}
				return Objects.requireNonNull(this.event);
			}
			JsonNode json = Objects.requireNonNull(this.tree);
			if (handler.eventType() == UnknownEvent.class) {
				return new UnknownEvent((delivery.event() != null) ? delivery.event().value() : null, json);
			}
			return json;
		}

		String eventTag() {
			return (this.type != null) ? this.type.name() : OTHER;
		}

	}

	/**
	 * It is no JSON.
	 *
	 * @param failure what is wrong with it
	 */
	record Unreadable(Failure failure) implements ParseResult {
	}

}
