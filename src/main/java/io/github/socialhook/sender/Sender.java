package io.github.socialhook.sender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Posts webhooks to one URL over real HTTP, with the patience of Social+. */
final class Sender implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Sender.class);

	/** Social+ gives up after that. */
	private static final Duration PATIENCE = Duration.ofMillis(1500);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI target;

	private final Signer genuine;

	private final Signer forger;

	Sender(URI target, String secret) {
		this.target = target;
		this.genuine = new Signer(secret);
		this.forger = new Signer("not " + secret);
	}

	/** Opens what is opened only once, so that the times to come are the receiver's. */
	void warmUp(URI page) throws InterruptedException {
		try {
			this.client.send(HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
					HttpResponse.BodyHandlers.discarding());
		}
		catch (IOException ex) {
			logger.debug("Nothing was warmed up", ex);
		}
	}

	Answer post(byte[] body, Signing signing) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.target)
			.timeout(PATIENCE)
			.header("Content-Type", "application/json")
			.header(signing.header(), signerFor(signing).sign(body))
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
		long started = System.nanoTime();
		try {
			HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
			Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
			return new Answer.Given(response.statusCode(), response.body(), elapsed);
		}
		catch (IOException ex) {
			return new Answer.Missing(ex.toString());
		}
	}

	private Signer signerFor(Signing signing) {
		return switch (signing) {
			case GENUINE, LEGACY -> this.genuine;
			case FORGED -> this.forger;
		};
	}

	@Override
	public void close() {
		this.client.close();
	}

}
