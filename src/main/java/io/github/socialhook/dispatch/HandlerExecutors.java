package io.github.socialhook.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.github.socialhook.inbox.Capacity;
import org.jspecify.annotations.Nullable;

/** The desks of all handlers of this node, and how much more they can take on. */
final class HandlerExecutors implements Capacity {

	/** For handlers that are not here: their tasks have to come to an end too. */
	private static final int ROOM_FOR_STRANGERS = 16;

	private final Map<String, HandlerExecutor> byHandler = new LinkedHashMap<>();

	HandlerExecutors(List<Handler> handlers, Function<Handler, HandlerExecutor> opener) {
		handlers.forEach((handler) -> this.byHandler.put(handler.name(), opener.apply(handler)));
	}

	HandlerExecutor of(Handler handler) {
		return Objects.requireNonNull(this.byHandler.get(handler.name()));
	}

	Collection<HandlerExecutor> all() {
		return this.byHandler.values();
	}

	@Nullable HandlerExecutor find(String handler) {
		return this.byHandler.get(handler);
	}

	@Override
	public int roomFor(String handler) {
		HandlerExecutor desk = this.byHandler.get(handler);
		return (desk != null) ? desk.room() : ROOM_FOR_STRANGERS;
	}

	@Override
	public void looked(Set<String> waiting) {
		this.byHandler.forEach((name, desk) -> desk.looked(waiting.contains(name)));
	}

	void tick(long nanos) {
		all().forEach((desk) -> desk.tick(nanos));
	}

	/** Pauses the handlers that are named, and no others. */
	void pause(Map<String, Instant> paused) {
		this.byHandler.forEach((name, desk) -> desk.pause(paused.get(name)));
	}

	void stop() {
		all().forEach(HandlerExecutor::stop);
	}

}
