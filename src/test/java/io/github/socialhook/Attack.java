package io.github.socialhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;

/**
 * What a stranger does to the public port to keep others out, for as long as he is let.
 */
enum Attack {

	/** Connections over which nothing comes. */
	IDLE(() -> new byte[0], ""),

	/** Heads that come byte by byte. */
	SLOW_HEADS(() -> head("X-A: "), "a"),

	/** Heads as large as they may be, which lack their ends. */
	LARGE_SLOW_HEADS(() -> head(IntStream.range(0, 90)
		.mapToObj((i) -> String.format(Locale.ROOT, "X-%02d: %s\r\n", i, "a".repeat(165)))
		.reduce("", String::concat)), "a"),

	/** Line ends before a request that never comes. */
	LINE_ENDS(() -> new byte[] { '\r', '\n' }, "\r\n"),

	/** Bodies that come byte by byte. */
	SLOW_BODIES(() -> forged().replacing("Content-Length", 9000).sending("{").bytes(), "a"),

	/** Bodies without a signature, which nobody would read. */
	SLOW_UNSIGNED_BODIES(() -> WebhookRequest.unsigned().replacing("Content-Length", 9000).sending("{").bytes(), "a"),

	/** The end of a chunk's head that never comes. */
	SLOW_CHUNKS(() -> forged().chunked(5).sending("5;").bytes(), "a"),

	/** Trailers that never end. */
	SLOW_TRAILERS(() -> forged().chunked(5).sending("0\r\nX-A: ").bytes(), "a"),

	/** A complete request without a signature, and nothing after it. */
	SILENT_AFTER_A_REQUEST(() -> WebhookRequest.unsigned().bytes(), ""),

	/** Complete requests without a signature, many over each connection. */
	UNSIGNED(() -> times(50, WebhookRequest.unsigned().bytes()), ""),

	/**
	 * Complete requests with a signature of another secret, many over each connection.
	 */
	FORGED(() -> times(50, forged().bytes()), ""),

	/** Bodies that say they are compressed, and would be large. */
	COMPRESSED(() -> times(20, WebhookRequest.signed(new byte[60_000]).with("Content-Encoding", "gzip").bytes()), ""),

	/** Heads that are too large. */
	HUGE_HEADS(() -> WebhookRequest.signed().with("X-A", "a".repeat(60_000)).bytes(), ""),

	/** More headers than there may be. */
	HEADER_FLOOD(() -> head("a:b\r\n".repeat(1500)), ""),

	/** Two readings of where a request ends, with a second one in it. */
	SMUGGLED(() -> join(forged().with("Content-Length", 0).bytes(), WebhookRequest.unsigned().bytes()), "");

	private static final Duration ROUND = Duration.ofMillis(100);

	/** Opening them faster would only show what the attacker's machine can do. */
	private static final int ROUNDS_TO_OPEN_ALL = 40;

	private final Supplier<byte[]> beginning;

	private final String piece;

	Attack(Supplier<byte[]> beginning, String piece) {
		this.beginning = beginning;
		this.piece = piece;
	}

	/**
	 * Opens connections round after round and holds them all, for this time at least and
	 * until something has been shown.
	 */
	int against(int port, int connections, Duration time, BooleanSupplier shown) {
		List<Wire> wires = new ArrayList<>();
		int rounds = (int) (time.dividedBy(ROUND));
		boolean floods = this.piece.isEmpty() && this != IDLE && this != SILENT_AFTER_A_REQUEST;
		// What is complete costs the attacker as much as the attacked.
		int perRound = floods ? 10 : Math.max(1, connections / Math.min(rounds, ROUNDS_TO_OPEN_ALL));
		try {
			int round = 0;
			for (; round < rounds || !shown.getAsBoolean(); round++) {
				if (floods && round > 0) {
					wires.forEach(Wire::close);
					wires.clear();
				}
				else if (wires.size() >= connections) {
					wires.subList(0, perRound).forEach(Wire::close);
					wires.subList(0, perRound).clear();
				}
				wires.forEach((wire) -> wire.send(this.piece));
				for (int i = 0; i < perRound; i++) {
					wires.add(new Wire(port).send(this.beginning.get()));
				}
				Awaitility.await().pollDelay(ROUND).until(() -> true);
			}
			return perRound * round;
		}
		finally {
			wires.forEach(Wire::close);
		}
	}

	private static WebhookRequest forged() {
		return WebhookRequest.signed().withSecret("another");
	}

	private static byte[] head(String rest) {
		return ("POST /webhooks HTTP/1.1\r\nHost: localhost\r\n" + rest).getBytes();
	}

	private static byte[] times(int number, byte[] bytes) {
		byte[] all = new byte[number * bytes.length];
		for (int i = 0; i < number; i++) {
			System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
		}
		return all;
	}

	private static byte[] join(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
