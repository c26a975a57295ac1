package io.github.socialhook.inbox;

import java.time.Instant;
import java.util.Collection;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on a delivery for a while. No one else gets the same work before
 * {@code leasedUntil}; a settlement after another claim changes nothing.
 *
 * @param id the id of the delivery
 * @param delivery what it is
 * @param handler the handler that is to try again; absent for the first attempt, which is
 * for every handler that takes the event
 * @param attempts how often that handler has tried before
 * @param fence distinguishes this claim from earlier and later ones for the same work
 * @param leasedUntil when the right ends
 * @param deaths how many processes have ended while they held this work, since it was
 * last finished
 */
public record Claim(DeliveryId id, Delivery delivery, @Nullable String handler, int attempts, long fence,
		Instant leasedUntil, int deaths) {

	/** With so many deaths, work is done with nothing else beside it. */
	public static final int ISOLATED_DEATHS = 2;

	/** Makes a claim for work that no process has died of. */
	public Claim(DeliveryId id, Delivery delivery, @Nullable String handler, int attempts, long fence,
			Instant leasedUntil) {
		this(id, delivery, handler, attempts, fence, leasedUntil, 0);
	}

	/**
	 * Whether nothing else is to be handled beside it, so that it alone is to blame if
	 * the process dies once more.
	 */
	public boolean isIsolated() {
		return this.deaths >= ISOLATED_DEATHS;
	}

	/**
	 * Whether the delivery was claimed before, or is replayed: then even a first attempt
	 * that succeeds is worth recording.
	 */
	public boolean isAgain() {
		return this.handler == null && this.fence > 1;
	}

	/** How many bytes the bodies of claims have together. */
	public static long bytes(Collection<Claim> claims) {
		return claims.stream().mapToLong((claim) -> claim.delivery().payload().size()).sum();
	}

	/**
	 * Returns the claim under which one handler continues alone, once
	 * {@link Settlement.Attempted#running()} has named it.
	 * @param name the handler
	 * @return a claim for that handler only
	 */
	public Claim alone(String name) {
		return new Claim(this.id, this.delivery, name, 0, this.fence, this.leasedUntil, this.deaths);
	}

}
