package io.github.socialhook.sender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Posts webhooks to one URL over real HTTP, with the request timeout of Social+. */
public final class WebhookSender implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(WebhookSender.class);

	/** Social+ gives up after that. */
	public static final Duration REQUEST_TIMEOUT = Duration.ofMillis(1500);

	/** What its documentation shows; nobody should rely on it. */
	private static final String USER_AGENT = "node-superagent/4.0.0";

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI target;

	private final WebhookSigner validSigner;

	private final WebhookSigner invalidSigner;

	private final Duration timeout;

	/**
	 * A sender to one endpoint.
	 * @param target the URL of the endpoint
	 * @param secret the secret of the endpoint
	 */
	public WebhookSender(URI target, String secret) {
		this(target, secret, REQUEST_TIMEOUT);
	}

	/**
	 * A sender to one endpoint that waits longer, or less long, than Social+.
	 * @param target the URL of the endpoint
	 * @param secret the secret of the endpoint
	 * @param timeout how long to wait for an answer
	 */
	public WebhookSender(URI target, String secret, Duration timeout) {
		this.timeout = timeout;
		this.target = target;
		this.validSigner = new WebhookSigner(secret);
		this.invalidSigner = new WebhookSigner("not " + secret);
	}

	/**
	 * Initializes the HTTP client with one request, so that the times measured later are
	 * the receiver's.
	 * @param page a page of the receiver
	 */
	public void warmUp(URI page) throws InterruptedException {
		try {
			this.client.send(HttpRequest.newBuilder(page).timeout(REQUEST_TIMEOUT).build(),
					HttpResponse.BodyHandlers.discarding());
		}
		catch (IOException ex) {
			logger.debug("Nothing was warmed up", ex);
		}
	}

	/** Signs and posts a body, and waits for the answer. */
	public SendResult post(byte[] body, Signing signing) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.target)
			.timeout(this.timeout)
			.header("Content-Type", "application/json")
			.header("User-Agent", USER_AGENT)
			.header(signing.header(), signerFor(signing).sign(body))
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
		long started = System.nanoTime();
		try {
			HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
			Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
			return (elapsed.compareTo(this.timeout) > 0) ? new SendResult.Late(this.timeout)
					: new SendResult.Answered(response.statusCode(), response.body(), elapsed);
		}
		catch (HttpTimeoutException ex) {
			return new SendResult.Late(this.timeout);
		}
		catch (IOException ex) {
			return new SendResult.Failed(ex.toString());
		}
	}

	Duration timeout() {
		return this.timeout;
	}

	private WebhookSigner signerFor(Signing signing) {
		return switch (signing) {
			case GENUINE, LEGACY -> this.validSigner;
			case FORGED -> this.invalidSigner;
		};
	}

	@Override
	public void close() {
		this.client.close();
	}

}
