package io.github.socialhook.forward;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerLimits;
import io.github.socialhook.handler.HandlerRegistration;
import io.github.socialhook.handler.HandlerSource;

import org.springframework.util.function.SingletonSupplier;

/**
 * A handler for each target. Its client starts with the first delivery, and nothing here
 * names a class of it, because an application may do without.
 */
final class ForwardHandlers implements HandlerSource, AutoCloseable {

	private final List<HandlerRegistration> registrations = new ArrayList<>();

	private final Map<String, ForwardTarget> targets = new LinkedHashMap<>();

	private final List<ForwardClient> clients = new ArrayList<>();

	private final Supplier<HandlerDirectory> handlers;

	private final InstantSource clock;

	ForwardHandlers(Supplier<HandlerDirectory> handlers, InstantSource clock) {
		this.handlers = handlers;
		this.clock = clock;
	}

	/**
	 * Adds a target.
	 * @param limits its limits as a handler
	 * @throws InvalidConfigurationException if there is one of that name
	 */
	void add(ForwardTarget target, Set<String> events, HandlerLimits limits) {
		if (this.targets.put(target.name(), target) != null) {
			throw new InvalidConfigurationException("Two forward targets have the name '" + target.name() + "'.",
					"Give each entry of socialhook.forward a different name.");
		}
		this.registrations.add(new HandlerRegistration(target.handlerName(), events,
				new ForwardHandler(target, SingletonSupplier.of(() -> open(target)), this.handlers, this.clock),
				limits));
	}

	@Override
	public List<HandlerRegistration> handlers() {
		return List.copyOf(this.registrations);
	}

	/** Whether a secret of a target can be read out of a text. */
	boolean haveSecretIn(String text) {
		return this.targets.values().stream().anyMatch((target) -> target.secrets().areIn(text));
	}

	private synchronized ForwardClient open(ForwardTarget target) {
		ForwardClient client = ForwardClient.open(target);
		this.clients.add(client);
		return client;
	}

	@Override
	public synchronized void close() {
		for (ForwardClient client : this.clients) {
			client.close();
		}
	}

}
