package io.github.socialhook.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A server that notes what it is asked, and answers as a test wants. */
public final class Stub implements AutoCloseable {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private volatile int status = 200;

	private volatile String body = "{}";

	private volatile String retryAfter;

	/** While it is closed, no answer is sent. */
	private volatile CountDownLatch gate = new CountDownLatch(0);

	public Stub() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		int currentStatus = this.status;
		byte[] answer = this.body.getBytes(StandardCharsets.UTF_8);
		this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
				+ exchange.getRequestHeaders().getFirst("Authorization") + "\n" + sent);
		try (exchange) {
			this.gate.await();
			if (this.retryAfter != null) {
				exchange.getResponseHeaders().add("Retry-After", this.retryAfter);
			}
			exchange.sendResponseHeaders(currentStatus, answer.length);
			exchange.getResponseBody().write(answer);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Forgets all requests, and answers like this from now on. */
	public void answers(int nextStatus, String nextBody) {
		this.requests.clear();
		this.retryAfter = null;
		this.status = nextStatus;
		this.body = nextBody;
	}

	public void asksForPatience(String seconds) {
		answers(429, "{}");
		this.retryAfter = seconds;
	}

	/** Answers nothing until the latch is open. */
	public void waitsFor(CountDownLatch latch) {
		this.requests.clear();
		this.gate = latch;
	}

	/** What it was asked: method, path, authorization, and the body on further lines. */
	public List<String> requests() {
		return this.requests;
	}

	public String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
