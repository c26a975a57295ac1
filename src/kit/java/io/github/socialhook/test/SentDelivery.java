package io.github.socialhook.test;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.dispatch.registry.HandlerRegistry;

import org.springframework.aop.support.AopUtils;

/** A delivery that a test has sent, and what is expected of it. */
public final class SentDelivery {

	/**
	 * How long an assertion waits for handlers at most. It costs no time where they are
	 * quick, and holds on a busy machine.
	 */
	static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final DeliveryId id;

	private final MemoryInbox inbox;

	private final SocialTime time;

	private final HandlerRegistry registry;

	SentDelivery(DeliveryId id, MemoryInbox inbox, SocialTime time, HandlerRegistry registry) {
		this.id = id;
		this.inbox = inbox;
		this.time = time;
		this.registry = registry;
	}

	/**
	 * Returns the id of the delivery, which handlers see as well.
	 * @return the id
	 */
	public DeliveryId id() {
		return this.id;
	}

	/**
	 * Names the handler of which something is expected, by its class. If the class has
	 * several handler methods, it is the one that takes this event.
	 * @param type the class of a bean with handler methods
	 * @return what can be expected of it
	 * @throws IllegalArgumentException if there is no such handler, or more than one
	 */
	public HandlerAssert to(Class<?> type) {
		List<String> names = this.registry.all()
			.stream()
			.filter((handler) -> type.isAssignableFrom(AopUtils.getTargetClass(handler.bean())))
			.map(Handler::name)
			.toList();
		if (names.isEmpty()) {
			throw new IllegalArgumentException(
					"No handler method of " + type.getName() + " is in this test, only: " + allNames());
		}
		return new HandlerAssert(this, names);
	}

	/**
	 * Names the handler of which something is expected.
	 * @param handler its name, such as {@code channelGreeter.greet}
	 * @return what can be expected of it
	 * @throws IllegalArgumentException if there is no such handler
	 */
	public HandlerAssert toHandler(String handler) {
		if (!allNames().contains(handler)) {
			throw new IllegalArgumentException(
					"No handler with the name '" + handler + "' is in this test, only: " + allNames());
		}
		return new HandlerAssert(this, List.of(handler));
	}

	/**
	 * Expects that no handler takes it.
	 * @return this delivery
	 */
	public SentDelivery isUnhandled() {
		return isIn(DeliveryState.UNHANDLED);
	}

	/**
	 * Expects that its body cannot be read.
	 * @return this delivery
	 */
	public SentDelivery isUnreadable() {
		return isIn(DeliveryState.UNREADABLE);
	}

	/**
	 * Expects that every handler that takes it has returned.
	 * @return this delivery
	 */
	public SentDelivery isHandledByAll() {
		return isIn(DeliveryState.HANDLED);
	}

	private SentDelivery isIn(DeliveryState expected) {
		settled(TIMEOUT);
		DeliveryState state = this.inbox.look(this.id, MemoryDelivery::state);
		if (state != expected) {
			throw new AssertionError("Expected the delivery to be " + expected + ".\n" + story());
		}
		return this;
	}

	/**
	 * Delivers it once more to every handler that takes it, under the same id: as after a
	 * crash between the work of a handler and the note that it is done. Handlers must be
	 * idempotent.
	 * @return this delivery
	 */
	public SentDelivery again() {
		settled(TIMEOUT);
		this.inbox.repeat(this.id);
		return this;
	}

	/**
	 * Tells what has become of it until now: every attempt, its error, and what the
	 * delivery waits for.
	 * @return several lines
	 */
	public String story() {
		return this.inbox.look(this.id, (delivery) -> delivery.story(this.time.instant()));
	}

	/** Waits until nothing is at it and nothing of it is due. */
	void settled(Duration timeout) {
		if (!await((delivery) -> delivery.isQuiet(this.time.instant()), timeout)) {
			throw new AssertionError("Handlers are not done after " + timeout + ".\n" + story());
		}
	}

	boolean await(Predicate<MemoryDelivery> condition, Duration timeout) {
		try {
			return this.inbox.await(this.id, condition, timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for handlers", ex);
		}
	}

	<T> T look(Function<MemoryDelivery, T> question) {
		return this.inbox.look(this.id, question);
	}

	SocialTime time() {
		return this.time;
	}

	private List<String> allNames() {
		return this.registry.all().stream().map(Handler::name).toList();
	}

	@Override
	public String toString() {
		return story();
	}

}
