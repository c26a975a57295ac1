package io.github.socialhook.inbox;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** Stores one delivery, unless it is there already. */
final class PutWrite implements Write {

	private final Delivery delivery;

	private final byte[] digest;

	private final Duration dedupeWindow;

	private final HandOver handOver;

	private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();

	private @Nullable Receipt result;

	private @Nullable Instant leasedUntil;

	PutWrite(Delivery delivery, Duration dedupeWindow, HandOver handOver) {
		this.delivery = delivery;
		this.digest = delivery.payload().digest();
		this.dedupeWindow = dedupeWindow;
		this.handOver = handOver;
	}

	/**
	 * Completed once the delivery is on disk, or cannot be; cancelled, it is not written.
	 */
	CompletableFuture<Receipt> receipt() {
		return this.receipt;
	}

	@Override
	public void apply(Session session) throws SQLException {
		giveRoomBack();
		this.result = null;
		if (this.receipt.isDone()) {
			return;
		}
		DeliveryRows rows = new DeliveryRows(session);
		DeliveryId first = findDuplicate(rows);
		if (first != null) {
			rows.noteRepeat(first, this.delivery.receivedAt());
			this.result = new Receipt.Duplicate(first);
			return;
		}
		this.leasedUntil = this.handOver.reserve(this.delivery.payload().size(), this.delivery.receivedAt());
		Instant dueAt = (this.leasedUntil != null) ? this.leasedUntil : this.delivery.receivedAt();
		this.result = new Receipt.Stored(rows.insert(this.delivery, this.digest, fingerprint(), dueAt));
	}

	private @Nullable DeliveryId findDuplicate(DeliveryRows rows) throws SQLException {
		if (this.dedupeWindow.isZero()) {
			return null;
		}
		Instant since = this.delivery.receivedAt().minus(this.dedupeWindow);
		return rows.findSame(this.delivery.endpoint(), this.digest, fingerprint(), since);
	}

	private long fingerprint() {
		return ByteBuffer.wrap(this.digest).getLong();
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
			if (!this.handOver.add(claim)) {
				// The dispatcher has stopped since: whoever starts next finds it in the
				// store.
				this.handOver.storeHasDue();
			}
		}
	}

	@Override
	public void failed(Exception cause) {
		giveRoomBack();
		this.receipt.complete(new Receipt.Unavailable(cause.toString()));
	}

	private void giveRoomBack() {
		if (this.leasedUntil != null) {
			this.handOver.cancel(this.delivery.payload().size());
			this.leasedUntil = null;
		}
	}

}
