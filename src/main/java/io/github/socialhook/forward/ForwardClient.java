package io.github.socialhook.forward;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of a target. It is the one of Apache, because that asks a resolver of
 * ours for the addresses to connect to, and the asynchronous one, because that can be
 * stopped at any moment: an answer that comes byte by byte restarts the timeout of a
 * blocking client each time.
 */
final class ForwardClient implements AutoCloseable {

	private static final TimeValue SHUTDOWN_TIMEOUT = TimeValue.ofSeconds(1);

	private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

	/** A service may move to another address. */
	private static final TimeValue LONGEST_CONNECTION = TimeValue.ofMinutes(5);

	private static final TimeValue VALIDATE_AFTER = TimeValue.ofSeconds(1);

	/** More than a handler does at a time: each attempt has a connection at once. */
	private static final int MAX_CONNECTIONS = 10_000;

	private static final ContentType JSON = ContentType.create("application/json", (Charset) null);

	private final CloseableHttpAsyncClient client;

	private final Duration timeout;

	/**
	 * Creates a client.
	 * @param resolver finds the addresses of hosts
	 * @param timeout the time for a whole exchange
	 */
	ForwardClient(DnsResolver resolver, Duration timeout) {
		this.timeout = timeout;
		this.client = HttpAsyncClients.custom()
			.setConnectionManager(connections(resolver, timeout))
			.setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
			.setThreadFactory(Thread.ofPlatform().daemon().name("socialhook-forward-", 0).factory())
			.setDefaultRequestConfig(RequestConfig.custom()
				.setResponseTimeout(Timeout.of(timeout))
				.setConnectionRequestTimeout(Timeout.of(timeout))
				.build())
			.setUserAgent("Socialhook")
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.disableAuthCaching()
			.disableContentCompression()
			.build();
		this.client.start();
	}

	/** Opens a client that connects to nothing but the addresses of a target. */
	static ForwardClient open(ForwardTarget target) {
		return new ForwardClient(new CheckedDnsResolver(target.addresses(), SystemDefaultDnsResolver.INSTANCE),
				target.timeout());
	}

	private static PoolingAsyncClientConnectionManager connections(DnsResolver resolver, Duration timeout) {
		Duration connect = (timeout.compareTo(LONGEST_CONNECT) < 0) ? timeout : LONGEST_CONNECT;
		return PoolingAsyncClientConnectionManagerBuilder.create()
			.setDnsResolver(resolver)
			.setMaxConnTotal(MAX_CONNECTIONS)
			.setMaxConnPerRoute(MAX_CONNECTIONS)
			.setDefaultTlsConfig(TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(Timeout.of(connect))
				.setSocketTimeout(Timeout.of(timeout))
				.setTimeToLive(LONGEST_CONNECTION)
				.setValidateAfterInactivity(VALIDATE_AFTER)
				.build())
			.build();
	}

	/**
	 * Sends a body.
	 * @return the answer, whatever its status
	 * @throws IOException if there is none
	 * @throws InterruptedException if the handler is interrupted; the exchange ends
	 */
	Answer post(URI url, Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
		AsyncRequestBuilder request = AsyncRequestBuilder.post(url).setEntity(body, JSON);
		headers.forEach(request::setHeader);
		AsyncRequestProducer producer = request.build();
		Future<Answer> exchange = this.client.execute(producer, new AnswerConsumer(), null);
		try {
			return exchange.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException("there was no complete answer within " + this.timeout.toMillis() + " ms");
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex.getCause());
		}
		finally {
			exchange.cancel(true);
		}
	}

	/** Closed at once, its threads would find their selectors closed, and log that. */
	@Override
	public void close() {
		this.client.initiateShutdown();
		try {
			this.client.awaitShutdown(SHUTDOWN_TIMEOUT);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.client.close(CloseMode.IMMEDIATE);
	}

}
