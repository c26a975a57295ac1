package io.github.socialhook.event.reader;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Trees that are about to be needed again, each for one who may change it. The latest
 * ones are kept. Thread-safe.
 */
final class KeptTrees {

	/**
	 * A larger body is parsed again: its tree needs several times the memory of the
	 * bytes.
	 */
	static final int LARGEST = 2048;

	private static final int SLOTS = 512;

	private final AtomicReferenceArray<@Nullable Kept> slots = new AtomicReferenceArray<>(SLOTS);

	void keep(byte[] body, JsonNode tree) {
		if (body.length <= LARGEST) {
			this.slots.set(slotOf(body), new Kept(body, tree));
		}
	}

	/** Returns the tree of a body, if it is still kept, and keeps it no longer. */
	@Nullable JsonNode take(byte[] body) {
		int slot = slotOf(body);
		Kept kept = this.slots.get(slot);
		return (kept != null && kept.isOf(body) && this.slots.compareAndSet(slot, kept, null)) ? kept.tree : null;
	}

	private static int slotOf(byte[] body) {
		return System.identityHashCode(body) % SLOTS;
	}

	private static final class Kept {

		private final byte[] body;

		private final JsonNode tree;

		private Kept(byte[] body, JsonNode tree) {
			this.body = body;
			this.tree = tree;
		}

		private boolean isOf(byte[] other) {
			return Arrays.equals(this.body, other);
		}

	}

}
