package io.github.socialhook.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Browsers that show the overview, without their drawing, which would take the processors
 * from the process under test: each listens to the messages of the server, and loads the
 * live part of the page with each and every ten seconds, and the charts once a minute.
 */
final class Browsers implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();

	private final String server;

	private final String login;

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicLong pages = new AtomicLong();

	private volatile boolean closed;

	Browsers(int operationsPort, String login, int number) {
		this.server = "http://localhost:" + operationsPort;
		this.login = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
		for (int i = 0; i < number; i++) {
			this.threads.add(Thread.ofPlatform().daemon().start(this::listen));
			this.threads.add(Thread.ofPlatform().daemon().start(() -> repeat("/", "live", 10_000)));
			this.threads.add(Thread.ofPlatform().daemon().start(() -> repeat("/?range=hour", "traffic", 60_000)));
		}
	}

	private void listen() {
		while (!this.closed) {
			try (BufferedReader lines = new BufferedReader(new InputStreamReader(
					this.client.send(request("/live").header("Accept", "text/event-stream").build(),
							HttpResponse.BodyHandlers.ofInputStream())
						.body(),
					StandardCharsets.UTF_8))) {
				for (String line = lines.readLine(); line != null && !this.closed; line = lines.readLine()) {
					if (line.equals("event:changed")) {
						load("/", "live");
					}
				}
			}
			catch (IOException ex) {
				if (!this.closed) {
					throw new UncheckedIOException(ex);
				}
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private void repeat(String path, String part, long millis) {
		try {
			while (!this.closed) {
				load(path, part);
				Thread.sleep(millis);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void load(String path, String part) throws InterruptedException {
		try {
			HttpResponse<byte[]> page = this.client.send(request(path).header("HX-Request", "true").header("HX-Target", part).build(),
					HttpResponse.BodyHandlers.ofByteArray());
			if (page.statusCode() != 200) {
				throw new IllegalStateException("The overview is answered with " + page.statusCode());
			}
			this.pages.incrementAndGet();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.server + path)).header("Authorization", this.login);
	}

	/** How many pages were loaded so far. */
	long pages() {
		return this.pages.get();
	}

	@Override
	public void close() {
		this.closed = true;
		for (Thread thread : this.threads) {
			thread.interrupt();
		}
		try {
			for (Thread thread : this.threads) {
				thread.join();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.client.shutdownNow();
	}

}
