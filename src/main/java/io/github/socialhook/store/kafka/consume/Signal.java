package io.github.socialhook.store.kafka.consume;

/** Tells the one who waits that something has changed, once for any number of changes. */
final class Signal {

	private boolean raised;

	private boolean closed;

	synchronized void raise() {
		this.raised = true;
		notifyAll();
	}

	/** No one waits any more. */
	synchronized void close() {
		this.closed = true;
		notifyAll();
	}

	synchronized void open() {
		this.closed = false;
	}

	/**
	 * Waits until something changes, or has since this was called last.
	 * @param deadline until when to wait, by {@link System#nanoTime()}
	 * @return false if nothing has changed by then, or this is closed
	 */
	synchronized boolean await(long deadline) throws InterruptedException {
		while (!this.raised && !this.closed) {
			long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
			if (millis <= 0) {
				return false;
			}
			wait(millis);
		}
		this.raised = false;
		return !this.closed;
	}

}
