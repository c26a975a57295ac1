package io.github.socialhook.console.api;

import java.time.Instant;

import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;

/**
 * The answer to the replay or the discarding of many deliveries.
 *
 * @param dryRun whether nothing is done
 * @param matched how many deliveries are meant
 * @param complete whether these are all; if not, the dry run has stopped counting
 * @param id the id in the list of replays; null if nothing is done
 * @param indexedUntil where deliveries are meant by what they refer to, when the oldest
 * was received that is not found yet; null if there is none
 * @param deletedBefore where deliveries of the log are meant, the time before which some
 * of them are deleted; null if none is
 */
record BulkResponse(boolean dryRun, long matched, boolean complete, @Nullable String id, @Nullable Instant indexedUntil,
		@Nullable Instant deletedBefore) implements ApiResponse {

	static ResponseEntity<BulkResponse> of(Ledger.Count count, @Nullable Instant indexedUntil) {
		return ResponseEntity.ok(new BulkResponse(true, count.number(), count.complete(), null, indexedUntil, null));
	}

	static ResponseEntity<BulkResponse> of(Replay begun, @Nullable Instant indexedUntil) {
		return ResponseEntity.accepted()
			.body(new BulkResponse(false, begun.matched(), true, begun.id(), indexedUntil, null));
	}

	static ResponseEntity<BulkResponse> of(Replayer.Log.Range range) {
		return ResponseEntity.ok(new BulkResponse(true, range.number(), true, null, null, range.deletedBefore()));
	}

	static ResponseEntity<BulkResponse> of(Replay begun, Replayer.Log.Range range) {
		return ResponseEntity.accepted()
			.body(new BulkResponse(false, begun.matched(), true, begun.id(), null, range.deletedBefore()));
	}

}
