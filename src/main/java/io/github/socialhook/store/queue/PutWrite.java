package io.github.socialhook.store.queue;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.database.StorableText;
import io.github.socialhook.store.write.RefusedWriteException;
import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriteKind;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** Stores one delivery, unless it is there already. */
public final class PutWrite implements Write {

	private final Delivery delivery;

	private final byte[] digest;

	private final @Nullable Window window;

	private final Instant horizon;

	private final LocalHandoff handoff;

	private final Puts puts;

	/** Set for what comes out of a spill, which is stored once whatever the window is. */
	private final @Nullable String spillKey;

	private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();

	private @Nullable Receipt result;

	private @Nullable Instant leasedUntil;

	public PutWrite(Delivery delivery, DedupeWindows windows, LocalHandoff handoff, Puts puts,
			@Nullable String spillKey) {
		this.puts = puts;
		this.spillKey = spillKey;
		this.delivery = storable(delivery);
		this.digest = delivery.payload().digest();
		Duration width = windows.of(delivery);
		this.window = width.isZero() ? null : Window.around(delivery.receivedAt(), width);
		this.horizon = delivery.receivedAt().minus(windows.longest());
		this.handoff = handoff;
	}

	/** What is in the name and the subject was written by a sender. */
	private static Delivery storable(Delivery delivery) {
		EventName event = delivery.event();
		Subject subject = delivery.subject();
		String name = (event != null) ? StorableText.of(event.value()) : null;
		String id = (subject != null) ? StorableText.of(subject.id()) : null;
		boolean same = (event == null || event.value().equals(name)) && (subject == null || subject.id().equals(id));
		return same ? delivery
				: new Delivery(delivery.endpoint(), (name != null) ? new EventName(name) : null,
						(subject != null && id != null) ? new Subject(subject.kind(), id) : null, delivery.payload(),
						delivery.receivedAt());
	}

	/**
	 * Completed once the delivery is on disk, or cannot be; cancelled, it is not written.
	 */
	public CompletableFuture<Receipt> receipt() {
		return this.receipt;
	}

	public Delivery delivery() {
		return this.delivery;
	}

	public byte[] digest() {
		return this.digest;
	}

	/**
	 * The first eight bytes of the digest: enough to find it by, too little to prove it.
	 */
	public long fingerprint() {
		return ByteBuffer.wrap(this.digest).getLong();
	}

	/**
	 * Returns the window within which the same bytes are a repeat, or null if they never
	 * are.
	 */
	public @Nullable Window window() {
		return this.window;
	}

	/** The time from which on deliveries of any window must be known. */
	public Instant horizon() {
		return this.horizon;
	}

	public @Nullable String spillKey() {
		return this.spillKey;
	}

	/**
	 * Begins to write, again if the group around it was rolled back.
	 * @return false if no one waits for it any more
	 */
	public boolean begin() {
		giveRoomBack();
		this.result = null;
		return !this.receipt.isDone();
	}

	/**
	 * Makes room in the local handoff, if it may go that way. What was spilled may be
	 * older than a lease is long, so it waits in the store until it is claimed.
	 */
	public void schedule(boolean mayBeHandedOver) {
		if (mayBeHandedOver && this.spillKey == null) {
			this.leasedUntil = this.handoff.reserve(this.delivery.payload().size(), this.delivery.receivedAt());
		}
		else {
			this.handoff.storeHasDue();
		}
	}

	/** When it is due in the store: at the end of its lease, or at once. */
	public Instant dueAt() {
		// Not when it was received: what has been set back is not due before that.
		return (this.leasedUntil != null) ? this.leasedUntil : Instant.EPOCH;
	}

	/**
	 * Whether {@link #schedule} found room, so that this node holds it from the start.
	 */
	public boolean isHandedOver() {
		return this.leasedUntil != null;
	}

	/** Whether deliveries go straight to a dispatcher of this node at all. */
	public boolean isDispatchedHere() {
		return this.handoff.lease() != null;
	}

	public void markStored(DeliveryId id) {
		this.result = new Receipt.Stored(id);
	}

	/** It came out of the spill before, and only its row there was left over. */
	public void markStoredBefore(DeliveryId id) {
		this.result = new Receipt.Duplicate(id);
	}

	/** The number given with {@link #markStored}. */
	public DeliveryId storedId() {
		if (this.result instanceof Receipt.Stored stored) {
			return stored.id();
		}
		throw new IllegalStateException("It is not stored");
	}

	public boolean isStored() {
		return this.result instanceof Receipt.Stored;
	}

	public void markDuplicate(DeliveryId first) {
		this.result = new Receipt.Duplicate(first);
	}

	@Override
	public WriteKind kind() {
		return this.puts;
	}

	@Override
	public boolean isUrgent() {
		return true;
	}

	@Override
	public boolean isAwaited() {
		return !this.receipt.isDone();
	}

	@Override
	public void apply(WriterConnection connection) throws SQLException {
		this.puts.apply(List.of(this), connection);
	}

	@Override
	public void committed() {
		Receipt written = this.result;
		if (written == null) {
			return;
		}
		this.receipt.complete(written);
		if (written instanceof Receipt.Stored stored && this.leasedUntil != null) {
			Claim claim = new Claim(stored.id(), this.delivery, null, 0, 0, this.leasedUntil);
			if (!this.handoff.add(claim)) {
				// The dispatcher has stopped since: the one that starts next finds it in
				// the
				// store.
				this.handoff.storeHasDue();
			}
		}
	}

	@Override
	public void failed(Exception cause) {
		giveRoomBack();
		this.receipt.complete(new Receipt.Unavailable(cause.toString(), cause instanceof RefusedWriteException));
	}

	private void giveRoomBack() {
		if (this.leasedUntil != null) {
			this.handoff.cancel(this.delivery.payload().size());
			this.leasedUntil = null;
		}
	}

	/**
	 * New deliveries, which come before all else, so that claims of the same group find
	 * them.
	 *
	 * @param dialect the kind of database that they are put into
	 */
	public record Puts(QueueDialect dialect) implements WriteKind {

		@Override
		public int order() {
			return 0;
		}

		@Override
		public void apply(List<Write> writes, WriterConnection connection) throws SQLException {
			this.dialect.put(connection, writes.stream().map(PutWrite.class::cast).toList());
		}

	}

}
