package io.github.socialhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each request ends, on both ports, whatever is thrown on the way and although that
 * cannot even be logged.
 */
@RunningService
@Import(RequestFaultTests.Faults.class)
@TestPropertySource(properties = "management.endpoints.web.exposure.include=health,info,prometheus,broken")
class RequestFaultTests {

	private static final AtomicBoolean broken = new AtomicBoolean();

	@Autowired
	private Door door;

	@AfterEach
	void mend() {
		broken.set(false);
		this.door.requireThatItStillServes();
		assertThat(ask("/actuator/health/liveness")).containsExactly(200);
	}

	@Test
	void requestEndsAfterAnErrorBelowTheServlet() {
		broken.set(true);
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(WebhookRequest.signed().bytes()).statuses()).containsExactly(500);
		}
	}

	@Test
	void refusalsEndAfterAnError() {
		broken.set(true);
		List<String> refused = List.of("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", "no HTTP at all\r\n\r\n",
				"GET /webhooks HTTP/1.1\r\nHost: a\r\n\r\n", "POST /webhooks HTTP/1.1\r\n\r\n");
		for (String bytes : refused) {
			try (Wire wire = this.door.open()) {
				// Whether there is an answer depends on how far it came.
				assertThat(wire.send(bytes).statuses()).as(bytes).doesNotContain(200);
			}
		}
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(WebhookRequest.unsigned().bytes()).statuses()).doesNotContain(200);
		}
	}

	@Test
	void callOfTheOperationsPortEndsAfterAnError() {
		assertThat(ask("/actuator/broken")).containsExactly(500);
	}

	@Test
	void headBrokenOffEndsAfterAnError() {
		broken.set(true);
		try (Wire wire = this.door.open()) {
			wire.send("POST /webhooks HTTP/1.1\r\nHost: a\r\n").finish();
			assertThat(wire.statuses()).doesNotContain(200);
		}
	}

	private List<Integer> ask(String path) {
		try (Wire wire = this.door.openOperations()) {
			return wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").statuses();
		}
	}

	/** What throws. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Faults {

		@Bean
		Filter brokenFilter() {
			return (request, response, chain) -> {
				if (broken.get()) {
					throw new UnloggableError();
				}
				chain.doFilter(request, response);
			};
		}

		@Bean
		RequestListener brokenListener() {
			return new RequestListener() {
				@Override
				public void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
					if (broken.get()) {
						throw new UnloggableError();
					}
				}
			};
		}

		@Bean
		BrokenEndpoint brokenEndpoint() {
			return new BrokenEndpoint();
		}

	}

	/** Can be called at the operations port. */
	@Endpoint(id = "broken")
	static final class BrokenEndpoint {

		@ReadOperation
		String read() {
			throw new UnloggableError();
		}

	}

}
