package io.github.socialhook.forward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.socialhook.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;

/** A service to which deliveries are sent on: a real server on this machine. */
final class Receiver implements AutoCloseable {

	private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile Behaviour behaviour = (exchange) -> answer(exchange, 204, "");

	Receiver() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		Map<String, String> headers = new TreeMap<>();
		exchange.getRequestHeaders()
			.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
		Request request = new Request(exchange.getRequestMethod() + " " + exchange.getRequestURI(), headers,
				exchange.getRequestBody().readAllBytes());
		Behaviour current = this.behaviour;
		// So that a test that has seen the request can change the behaviour for the next.
		this.requests.add(request);
		try (exchange) {
			current.answer(exchange);
		}
	}

	static void answer(HttpExchange exchange, int status, String body, String... headers) throws IOException {
		for (int i = 0; i < headers.length; i += 2) {
			exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
		}
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
	}

	void answers(int status, String... headers) {
		behaves((exchange) -> answer(exchange, status, "", headers));
	}

	void behaves(Behaviour next) {
		this.behaviour = next;
	}

	String url() {
		return url("localhost");
	}

	String url(String host) {
		return "http://" + host + ":" + this.server.getAddress().getPort() + "/hook?token=kept-quiet";
	}

	/** Waits for the next request. */
	Request next() throws InterruptedException {
		Request request = this.requests.poll(Timeouts.GENEROUS.toMillis(), TimeUnit.MILLISECONDS);
		assertThat(request).as("a request").isNotNull();
		return request;
	}

	List<Request> next(int count) throws InterruptedException {
		List<Request> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			all.add(next());
		}
		return all;
	}

	boolean hasReceivedNothing() {
		return this.requests.isEmpty();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/** What it does with a request. */
	interface Behaviour {

		void answer(HttpExchange exchange) throws IOException;

	}

	/** A request that it got; the names of the headers are in lower case. */
	record Request(String line, Map<String, String> headers, byte[] body) {

		String header(String name) {
			return this.headers.get(name);
		}

	}

}
