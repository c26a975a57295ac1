package io.github.socialhook.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The open loop: so many requests a second, whatever the answers take. A latency counts
 * from when the request was due, so that one slow answer is seen in all that it held up.
 */
final class OpenLoop {

	private final int port;

	private final Requests.Reader requests;

	private final long interval;

	private final long[] latencies;

	private final long[] answers;

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicInteger shed = new AtomicInteger();

	private final AtomicInteger failed = new AtomicInteger();

	private OpenLoop(int port, Requests.Reader requests, double rate, int seconds) {
		this.port = port;
		this.requests = requests;
		this.interval = (long) (1e9 / rate);
		this.latencies = new long[(int) (rate * seconds)];
		this.answers = new long[this.latencies.length];
	}

	static Result run(int port, Requests requests, double rate, int seconds, int connections)
			throws IOException, InterruptedException {
		try (Requests.Reader reader = requests.reader();
				ExecutorService senders = Executors.newFixedThreadPool(connections)) {
			OpenLoop loop = new OpenLoop(port, reader, rate, seconds);
			long start = System.nanoTime() + 100_000_000;
			for (Future<?> sender : Stream.generate(() -> senders.submit(() -> loop.send(start)))
				.limit(connections)
				.toList()) {
				try {
					sender.get();
				}
				catch (java.util.concurrent.ExecutionException ex) {
					throw new IOException(ex);
				}
			}
			return loop.result((System.nanoTime() - start) / 1e9);
		}
	}

	private Void send(long start) throws IOException {
		int i = this.next.getAndIncrement();
		while (i < this.latencies.length) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				socket.setTcpNoDelay(true);
				socket.setSoTimeout(10_000);
				boolean open = true;
				while (open && i < this.latencies.length) {
					open = send(socket, start, i);
					i = this.next.getAndIncrement();
				}
			}
			catch (IOException ex) {
				this.failed.incrementAndGet();
				i = this.next.getAndIncrement();
			}
		}
		return null;
	}

	private boolean send(Socket socket, long start, int i) throws IOException {
		byte[] request = this.requests.next();
		long due = start + i * this.interval;
		for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
			LockSupport.parkNanos(wait);
		}
		long sent = System.nanoTime();
		OutputStream out = socket.getOutputStream();
		out.write(request);
		String head = head(socket.getInputStream());
		long answered = System.nanoTime();
		this.latencies[i] = answered - due;
		this.answers[i] = answered - sent;
		String status = head.substring(9, 12);
		if (status.equals("503")) {
			this.shed.incrementAndGet();
		}
		else if (!status.equals("200")) {
			this.failed.incrementAndGet();
		}
		return !head.contains("Connection: close");
	}

	/** Reads one answer, whose body has the length that its head says. */
	private static String head(InputStream in) throws IOException {
		byte[] buffer = new byte[2048];
		int length = 0;
		while (true) {
			int read = in.read(buffer, length, buffer.length - length);
			if (read < 0) {
				throw new IOException("The connection was closed");
			}
			length += read;
			String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
			int end = text.indexOf("\r\n\r\n");
			if (end > 0) {
				int at = text.indexOf("Content-Length: ") + 16;
				int body = Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
				in.skipNBytes(end + 4 + body - length);
				return text.substring(0, end);
			}
		}
	}

	private Result result(double seconds) {
		return new Result(this.latencies.length, seconds, this.shed.get(), this.failed.get(),
				percentiles(this.latencies), percentiles(this.answers));
	}

	private static Percentiles percentiles(long[] nanos) {
		long[] sorted = nanos.clone();
		Arrays.sort(sorted);
		double[] millis = IntStream.of(500, 990, 999, 1000)
			.mapToDouble((mille) -> sorted[(int) Math.min(sorted.length - 1, sorted.length * (long) mille / 1000)] / 1e6)
			.toArray();
		return new Percentiles(millis[0], millis[1], millis[2], millis[3]);
	}

	/** Milliseconds. */
	record Percentiles(double p50, double p99, double p999, double max) {
	}

	/**
	 * What came of it.
	 *
	 * @param sent the number of requests
	 * @param seconds how long it took
	 * @param shed how many were answered 503
	 * @param failed how many were answered otherwise, or not at all
	 * @param latency from when a request was due
	 * @param answer from when a request was sent
	 */
	record Result(int sent, double seconds, int shed, int failed, Percentiles latency, Percentiles answer) {
	}

}
