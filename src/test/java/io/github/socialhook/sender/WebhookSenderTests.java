package io.github.socialhook.sender;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.github.socialhook.Timeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookSenderTests {

	private static final byte[] BODY = "{\"event\":\"grüße\"}\r\n".getBytes(StandardCharsets.UTF_8);

	private HttpServer server;

	private Headers headers;

	private byte[] received;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/webhooks", (exchange) -> {
			this.headers = exchange.getRequestHeaders();
			this.received = exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void postsBytesAsTheyAreWithTheirSignature() throws InterruptedException {
		SendResult answer = post(Signing.GENUINE);
		assertThat(answer).isInstanceOfSatisfying(SendResult.Answered.class, (given) -> {
			assertThat(given.status()).isEqualTo(200);
			assertThat(given.body()).isEqualTo("{}");
			assertThat(given.elapsed()).isPositive();
		});
		assertThat(this.received).isEqualTo(BODY);
		assertThat(this.headers.getFirst("Content-Type")).isEqualTo("application/json");
		assertThat(this.headers.getFirst("x-amity-signature")).isEqualTo(new WebhookSigner("secret").sign(BODY));
	}

	@Test
	void signsLegacyTwinInTheOtherHeaderOnly() throws InterruptedException {
		post(Signing.LEGACY);
		assertThat(this.headers.getFirst("x-eko-signature")).isEqualTo(new WebhookSigner("secret").sign(BODY));
		assertThat(this.headers).doesNotContainKey("X-amity-signature");
	}

	@Test
	void signsForgeryWithAnotherSecret() throws InterruptedException {
		post(Signing.FORGED);
		assertThat(this.headers.getFirst("x-amity-signature")).hasSize(44)
			.isNotEqualTo(new WebhookSigner("secret").sign(BODY));
	}

	@Test
	void givesUpWhenSocialPlusWould() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			long started = System.nanoTime();
			SendResult answer = post(Signing.GENUINE, silent.getLocalPort());
			assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(Duration.ofMillis(1400),
					Timeouts.whereSpeedCounts(Duration.ofMillis(4000)));
			assertThat(answer).isInstanceOf(SendResult.Late.class).hasToString("none in 1500 ms");
		}
	}

	@Test
	void tellsWhenNobodyListens() throws InterruptedException {
		this.server.stop(0);
		assertThat(post(Signing.GENUINE)).isInstanceOfSatisfying(SendResult.Failed.class,
				(missing) -> assertThat(missing.reason()).contains("ConnectException"));
	}

	private SendResult post(Signing signing) throws InterruptedException {
		return post(signing, this.server.getAddress().getPort());
	}

	private static SendResult post(Signing signing, int port) throws InterruptedException {
		try (WebhookSender sender = new WebhookSender(URI.create("http://127.0.0.1:" + port + "/webhooks"), "secret")) {
			return sender.post(BODY, signing);
		}
	}

}
