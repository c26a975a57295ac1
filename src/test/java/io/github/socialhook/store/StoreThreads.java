package io.github.socialhook.store;

import java.util.stream.Stream;

/** What the threads of this process do with a store. */
final class StoreThreads {

	private StoreThreads() {
	}

	/** Returns whether a thread of this name waits until something is committed. */
	static boolean isWaiting(String name) {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.anyMatch((each) -> each.getKey().getName().equals(name)
					&& Stream.of(each.getValue()).anyMatch((frame) -> frame.getMethodName().equals("awaitCommit")));
	}

}
