package io.github.socialhook.server.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Reports whether the public port answers, by asking it for a path that nobody else
 * knows. The operations port may be well while the other has no connection left.
 */
final class PublicPortHealthIndicator implements HealthIndicator, ApplicationListener<WebServerInitializedEvent> {

	private static final int TIMEOUT_MILLIS = 2000;

	private static final String ANSWER = "HTTP/1.1 204";

	private final String path = "/" + UUID.randomUUID();

	private volatile @Nullable Port port;

	/** The path at which it asks. */
	String path() {
		return this.path;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (!WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), "management")) {
			ServerProperties server = event.getApplicationContext().getBean(ServerProperties.class);
			InetAddress address = server.getAddress();
			boolean any = address == null || address.isAnyLocalAddress();
			this.port = new Port(
					new InetSocketAddress(any ? InetAddress.getLoopbackAddress() : Objects.requireNonNull(address),
							event.getWebServer().getPort()),
					Ssl.isEnabled(server.getSsl()));
		}
	}

	@Override
	public Health health() {
		Port asked = this.port;
		if (asked == null) {
			return Health.unknown().build();
		}
		try {
			String answer = ask(asked);
			return answer.startsWith(ANSWER) ? Health.up().build()
					: Health.down().withDetail("reason", "The public port answers '" + answer + "'").build();
		}
		catch (IOException ex) {
			return Health.down().withDetail("reason", "The public port does not answer: " + ex.getMessage()).build();
		}
	}

	/** With TLS, whether it takes connections has to be enough. */
	private String ask(Port asked) throws IOException {
		try (Socket socket = new Socket()) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.connect(asked.address(), TIMEOUT_MILLIS);
			if (asked.secured()) {
				return ANSWER;
			}
			socket.getOutputStream()
				.write(("GET " + this.path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes(ANSWER.length()), StandardCharsets.US_ASCII);
		}
	}

	/** Where the public port is. */
	private record Port(InetSocketAddress address, boolean secured) {
	}

}
