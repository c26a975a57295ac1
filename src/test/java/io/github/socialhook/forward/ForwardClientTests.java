package io.github.socialhook.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.Timeouts;
import io.github.socialhook.source.AddressRange;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

@ExtendWith(OutputCaptureExtension.class)
class ForwardClientTests {

	private static final byte[] BODY = "{\"event\": \"a\"}\n".getBytes(StandardCharsets.UTF_8);

	/** Enough for the request, on a busy machine too. */
	private static final Duration SHORT = Duration.ofSeconds(2);

	private static final AddressPolicy LOOPBACK = new AddressPolicy(List.of(AddressRange.parse("127.0.0.1")));

	private static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(List.of());

	private final Receiver receiver = new Receiver();

	@AfterEach
	void close() {
		this.receiver.close();
	}

	private Answer post(AddressPolicy policy, String url, Duration timeout) throws IOException, InterruptedException {
		return post(new CheckedDnsResolver(policy, SystemDefaultDnsResolver.INSTANCE), url, timeout);
	}

	private static Answer post(DnsResolver resolver, String url, Duration timeout)
			throws IOException, InterruptedException {
		try (ForwardClient client = new ForwardClient(resolver, timeout)) {
			return client.post(URI.create(url), Map.of("webhook-id", "msg_1"), BODY);
		}
	}

	@Test
	void sendsTheExactBytesAndNothingMore() throws Exception {
		assertThat(post(LOOPBACK, this.receiver.url(), Timeouts.GENEROUS).isSuccess()).isTrue();
		Receiver.Request request = this.receiver.next();
		assertThat(request.line()).isEqualTo("POST /hook?token=kept-quiet");
		assertThat(request.body()).isEqualTo(BODY);
		assertThat(request.header("content-type")).isEqualTo("application/json");
		assertThat(request.header("webhook-id")).isEqualTo("msg_1");
		assertThat(request.headers()).containsOnlyKeys("content-type", "content-length", "webhook-id", "host",
				"user-agent", "connection");
	}

	@Test
	void logsNothingWhenItIsClosed(CapturedOutput output) throws Exception {
		for (int i = 0; i < 10; i++) {
			assertThat(post(LOOPBACK, this.receiver.url(), Timeouts.GENEROUS).isSuccess()).isTrue();
		}
		assertThat(output).doesNotContain("ClosedSelectorException");
	}

	@Test
	void followsNoRedirect() throws Exception {
		this.receiver.answers(307, "Location", this.receiver.url("127.0.0.1"));
		Answer answer = post(LOOPBACK, this.receiver.url(), Timeouts.GENEROUS);
		assertThat(answer.status()).isEqualTo(307);
		assertThat(answer.isRedirect()).isTrue();
		this.receiver.next();
		assertThat(this.receiver.hasReceivedNothing()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "127.1", "2130706433",
			"0x7f.1", "[64:ff9b::127.0.0.1]" })
	void reachesNoAddressThatIsNotListed(String host) {
		assertThatIOException().isThrownBy(() -> post(PUBLIC_ONLY, this.receiver.url(host), Timeouts.GENEROUS))
			.isInstanceOf(UnknownHostException.class);
		assertThat(this.receiver.hasReceivedNothing()).isTrue();
	}

	/** What is checked is what is connected to: there is no second look-up to cheat. */
	@Test
	void asksForTheAddressOnceForEachConnection() throws Exception {
		AtomicInteger lookups = new AtomicInteger();
		AddressPolicy nowhere = new AddressPolicy(List.of(AddressRange.parse("192.0.2.0/24")));
		DnsResolver rebinding = new CheckedDnsResolver(nowhere, new RebindingResolver(lookups));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> post(rebinding, this.receiver.url("rebinding.example"), SHORT));
		assertThat(lookups).hasValue(1);
		assertThat(this.receiver.hasReceivedNothing()).isTrue();
	}

	@Test
	void checksTheAddressOfEachNewConnection() throws Exception {
		AtomicInteger lookups = new AtomicInteger(1);
		DnsResolver rebinding = new CheckedDnsResolver(PUBLIC_ONLY, new RebindingResolver(lookups));
		assertThatExceptionOfType(ForbiddenAddressException.class)
			.isThrownBy(() -> post(rebinding, this.receiver.url("rebinding.example"), Timeouts.GENEROUS));
		assertThat(this.receiver.hasReceivedNothing()).isTrue();
	}

	@Test
	void endsAnAnswerThatNeverEnds() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		this.receiver.behaves((exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			try {
				while (true) {
					exchange.getResponseBody().write(' ');
					exchange.getResponseBody().flush();
					Thread.onSpinWait();
				}
			}
			catch (IOException ex) {
				closed.countDown();
			}
		});
		assertThatIOException().isThrownBy(() -> post(LOOPBACK, this.receiver.url(), SHORT))
			.withMessage("there was no complete answer within 2000 ms");
		assertThat(closed.await(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void waitsNoLongerThanTheTimeoutForSilence() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		this.receiver.behaves((exchange) -> awaitUninterrupted(over));
		assertThatIOException().isThrownBy(() -> post(LOOPBACK, this.receiver.url(), SHORT));
		over.countDown();
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void keepsOnlyTheBeginningOfALongAnswer() throws Exception {
		this.receiver.behaves((exchange) -> Receiver.answer(exchange, 500, "no\r\n\u0007" + "x".repeat(5_000_000)));
		Answer answer = post(LOOPBACK, this.receiver.url(), Timeouts.GENEROUS);
		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.excerpt()).startsWith("no xxx").hasSizeLessThan(201);
	}

	@Test
	void takesNothingForAnAnswerThatIsNone() {
		String url = this.receiver.url();
		this.receiver.close();
		assertThatIOException().isThrownBy(() -> post(LOOPBACK, url, Timeouts.GENEROUS));
	}

	/**
	 * Resolves to an address where nobody answers, and from the second time to loopback.
	 */
	private record RebindingResolver(AtomicInteger lookups) implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) throws UnknownHostException {
			boolean first = this.lookups.getAndIncrement() == 0;
			return new InetAddress[] { InetAddress.getByName(first ? "192.0.2.1" : "127.0.0.1") };
		}

		@Override
		public String resolveCanonicalHostname(String host) {
			return host;
		}

	}

}
