package io.github.socialhook.dispatch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.dispatch.queue.HandlerExecutor;
import io.github.socialhook.dispatch.registry.EventCoverage;
import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.event.reader.UnreadableEventException;
import io.github.socialhook.handler.HandlerCoverage;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerStatus;
import io.github.socialhook.inbox.Pauses;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The handlers of this node as other rooms see them. */
final class RegisteredHandlers implements HandlerDirectory {

	private final Supplier<HandlerRegistry> registry;

	private final EventReader reader;

	private final Pauses pauses;

	private final @Nullable Dispatcher dispatcher;

	/**
	 * Creates a directory.
	 * @param dispatcher runs the handlers; absent on a node that only receives
	 */
	RegisteredHandlers(Supplier<HandlerRegistry> registry, EventReader reader, Pauses pauses,
			@Nullable Dispatcher dispatcher) {
		this.registry = registry;
		this.reader = reader;
		this.pauses = pauses;
		this.dispatcher = dispatcher;
	}

	@Override
	public List<HandlerDescription> list() {
		return this.registry.get().describe();
	}

	@Override
	public Set<String> takersOf(Delivery delivery) {
		Set<String> names = new LinkedHashSet<>();
		try {
			byte[] body = delivery.payload().bytes();
			JsonNode tree = this.reader.tree(body);
			EventType type = this.reader.identify(tree).orElse(null);
			EventType named = this.reader.named(tree).orElse(null);
			this.registry.get().handlersFor(type, named).forEach((handler) -> names.add(handler.name()));
			// Mostly who has asked parses it next.
			this.reader.keep(body, tree);
		}
		catch (UnreadableEventException ex) {
			// No handler takes what cannot be parsed.
			return Set.of();
		}
		return names;
	}

	@Override
	public HandlerCoverage coverage(Map<String, Long> came) {
		return new EventCoverage(this.registry.get()).of(came);
	}

	@Override
	public Optional<HandlerStatus> statusOf(String handler) {
		if (!isKnown(handler)) {
			return Optional.empty();
		}
		HandlerExecutor executor = (this.dispatcher != null) ? this.dispatcher.executorOf(handler) : null;
		return Optional.of((executor != null) ? executor.status()
				: new HandlerStatus(this.pauses.all().get(handler), null, null, null, 0));
	}

	@Override
	public boolean pause(String handler) {
		if (!isKnown(handler)) {
			return false;
		}
		this.pauses.pause(handler);
		if (this.dispatcher != null) {
			this.dispatcher.applyPauses();
		}
		return true;
	}

	@Override
	public boolean resume(String handler) {
		if (!isKnown(handler)) {
			return false;
		}
		this.pauses.resume(handler);
		if (this.dispatcher != null) {
			this.dispatcher.applyPauses();
			HandlerExecutor executor = this.dispatcher.executorOf(handler);
			if (executor != null) {
				executor.closeBreaker();
			}
		}
		return true;
	}

	private boolean isKnown(String handler) {
		return this.registry.get().all().stream().anyMatch((each) -> each.name().equals(handler));
	}

}
