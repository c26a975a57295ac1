package io.github.socialhook.dispatch.attempt;

import java.util.List;
import java.util.Objects;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.event.reader.EventShapeException;
import io.github.socialhook.event.reader.UnreadableEventException;
import io.github.socialhook.inbox.Failure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The result of parsing a body. */
public sealed interface ParseResult {

	/**
	 * The value of the metrics' event tag for events that the catalogue does not have.
	 */
	String OTHER = "other";

	/**
	 * Parses a body, as its type only if a handler takes typed events.
	 * @param delivery the delivery that has the body
	 * @param reader the parser
	 * @param registry the handlers
	 * @return the result
	 */
	static ParseResult of(Delivery delivery, EventReader reader, HandlerRegistry registry) {
		JsonNode tree;
		try {
			tree = reader.tree(delivery.payload().bytes());
		}
		catch (UnreadableEventException ex) {
			return new Unreadable(Failures.describe(ex));
		}
		EventType type = reader.identify(tree).orElse(null);
		List<Handler> handlers = registry.handlersFor(type, reader.named(tree).orElse(null));
		if (type == null || handlers.stream().noneMatch(Handler::isTyped)) {
			return new ParsedDelivery(tree, type, null, null, handlers);
		}
		JsonNode keptTree = handlers.stream().allMatch(Handler::isTyped) ? null : tree;
		try {
			return new ParsedDelivery(keptTree, type, reader.read(tree, type), null, handlers);
		}
		catch (EventShapeException ex) {
			return new ParsedDelivery(keptTree, type, null, ex, handlers);
		}
	}

	/**
	 * The body is JSON.
	 *
	 * @param tree the whole body; absent if all handlers take typed events, because it
	 * needs several times the memory of the bytes
	 * @param type the type of the event; absent if the catalogue does not have it
	 * @param event the typed event; absent without a type or a handler of typed events
	 * @param shapeFailure why the body could not be read as its type, if it could not
	 * @param handlers the handlers that take it
	 */
	record ParsedDelivery(@Nullable JsonNode tree, @Nullable EventType type, @Nullable SocialEvent event,
			@Nullable EventShapeException shapeFailure, List<Handler> handlers) implements ParseResult {

		/** Returns the argument for the handler method. */
		Object argumentFor(Handler handler, Delivery delivery) throws EventShapeException {
			if (handler.isTyped()) {
				if (this.shapeFailure != null) {
					throw this.shapeFailure;
				}
				return Objects.requireNonNull(this.event);
			}
			JsonNode json = Objects.requireNonNull(this.tree);
			if (handler.eventType() == UnknownEvent.class) {
				return new UnknownEvent((delivery.event() != null) ? delivery.event().value() : null, json);
			}
			return json;
		}

		/** Returns the value of the metrics' event tag. */
		String eventTag() {
			return (this.type != null) ? this.type.name() : OTHER;
		}

	}

	/**
	 * The body is not JSON.
	 *
	 * @param failure why the body could not be parsed
	 */
	record Unreadable(Failure failure) implements ParseResult {
	}

}
