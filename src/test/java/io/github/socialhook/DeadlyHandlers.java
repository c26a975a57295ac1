package io.github.socialhook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.socialhook.handler.WebhookHandler;
import tools.jackson.databind.JsonNode;

/** Take everything; one of them ends its process in the way that an event asks for. */
class DeadlyHandlers {

	/** What a test reads of it. */
	static final String MESSAGE = "Its process died three times while handler deadly handled it";

	@WebhookHandler(name = "deadly", concurrency = "4")
	void die(JsonNode event) throws Exception {
		switch (event.path("data").path("way").asString("")) {
			case "halt" -> Runtime.getRuntime().halt(7);
			case "exit" -> System.exit(7);
			case "memory" -> fillMemory();
			case "crash" -> crash();
			default -> work();
		}
	}

	@WebhookHandler(name = "harmless", concurrency = "4")
	void live(JsonNode event) {
		work();
	}

	/** So long that some are at it when the process ends. */
	private static void work() {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
	}

	private static void fillMemory() {
		List<long[]> memory = new ArrayList<>();
		while (!memory.contains(new long[0])) {
			memory.add(new long[1024 * 1024]);
		}
	}

	/** With the signal that faulty native code gets. */
	private static void crash() throws Exception {
		new ProcessBuilder("kill", "-SEGV", String.valueOf(ProcessHandle.current().pid())).start().waitFor();
		// Only the end of the process ends this.
		new CountDownLatch(1).await();
	}

}
