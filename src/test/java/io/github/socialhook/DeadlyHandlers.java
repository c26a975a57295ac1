package io.github.socialhook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
			default -> TimeUnit.MILLISECONDS.sleep(20);
		}
	}

	@WebhookHandler(name = "harmless", concurrency = "4")
	void live(JsonNode event) throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(20);
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
		TimeUnit.SECONDS.sleep(20);
	}

}
