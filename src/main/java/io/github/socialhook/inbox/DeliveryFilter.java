package io.github.socialhook.inbox;

import java.time.Instant;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are meant: those to which everything that is not null applies.
 *
 * @param state where it stands; together with a handler, where that handler stands
 * @param event the name of its event as the sender wrote it
 * @param endpoint the endpoint at which it arrived
 * @param subject what it is about
 * @param handler a handler that has needed, or still needs, more than the common first
 * attempt at it
 * @param from the time since which it was received, inclusive
 * @param to the time before which it was received, exclusive
 * @param text what its event, its subject or one of its recorded errors contains, or its
 * number
 * @param reference what it refers to
 * @param error the {@linkplain Failure#signature() signature} of an error with which a
 * handler has failed it, and not succeeded since
 * @param replay the id of a replay of many that has made it due again
 */
public record DeliveryFilter(@Nullable DeliveryState state, @Nullable EventName event, @Nullable EndpointName endpoint,
		@Nullable Subject subject, @Nullable String handler, @Nullable Instant from, @Nullable Instant to,
		@Nullable String text, @Nullable Subject reference, @Nullable String error, @Nullable String replay) {

	/** Leaves nothing out. */
	public static final DeliveryFilter ALL = new DeliveryFilter(null, null, null, null, null, null, null, null);

	/** Makes a filter for deliveries whatever they refer to and whatever failed. */
	public DeliveryFilter(@Nullable DeliveryState state, @Nullable EventName event, @Nullable EndpointName endpoint,
			@Nullable Subject subject, @Nullable String handler, @Nullable Instant from, @Nullable Instant to,
			@Nullable String text) {
		this(state, event, endpoint, subject, handler, from, to, text, null, null, null);
	}

	/**
	 * Returns the same filter for deliveries in a state only.
	 * @param other the state; null for whatever it is
	 * @return a filter
	 */
	public DeliveryFilter inState(@Nullable DeliveryState other) {
		return new DeliveryFilter(other, this.event, this.endpoint, this.subject, this.handler, this.from, this.to,
				this.text, this.reference, this.error, this.replay);
	}

	/**
	 * Returns the same filter for deliveries that refer to something only.
	 * @param other what they refer to; null for whatever it is
	 * @return a filter
	 */
	public DeliveryFilter referringTo(@Nullable Subject other) {
		return new DeliveryFilter(this.state, this.event, this.endpoint, this.subject, this.handler, this.from, this.to,
				this.text, other, this.error, this.replay);
	}

	/**
	 * Returns the same filter for deliveries with an error only.
	 * @param signature the signature of the error; null for whatever it is
	 * @return a filter
	 */
	public DeliveryFilter failingWith(@Nullable String signature) {
		return new DeliveryFilter(this.state, this.event, this.endpoint, this.subject, this.handler, this.from, this.to,
				this.text, this.reference, signature, this.replay);
	}

	/**
	 * Returns the same filter for deliveries of a replay of many only.
	 * @param id the id of the replay; null for whatever it is
	 * @return a filter
	 */
	public DeliveryFilter ofReplay(@Nullable String id) {
		return new DeliveryFilter(this.state, this.event, this.endpoint, this.subject, this.handler, this.from, this.to,
				this.text, this.reference, this.error, id);
	}

}
