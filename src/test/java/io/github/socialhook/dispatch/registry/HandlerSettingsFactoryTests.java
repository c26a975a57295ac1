package io.github.socialhook.dispatch.registry;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.handler.RetryPolicy;
import io.github.socialhook.handler.WebhookHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandlerSettingsFactoryTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("crm.threads", "3");

	private final HandlerSettingsFactory factory = new HandlerSettingsFactory(
			new HandlerSettings(64, Duration.ofSeconds(30), List.of(Duration.ofSeconds(5))),
			this.environment::resolveRequiredPlaceholders);

	private HandlerSettings read(String method) throws NoSuchMethodException {
		var found = Handlers.class.getDeclaredMethod(method);
		return this.factory.of(found, AnnotationUtils.getAnnotation(found, WebhookHandler.class));
	}

	@Test
	void takesWhatIsConfiguredForAll() throws Exception {
		HandlerSettings settings = read("plain");
		assertThat(settings.concurrency()).isEqualTo(64);
		assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
		assertThat(settings.retries()).isEqualTo(RetryPolicy.of(List.of(Duration.ofSeconds(5))));
	}

	@Test
	void takesWhatTheAnnotationSays() throws Exception {
		HandlerSettings settings = read("special");
		assertThat(settings.concurrency()).isEqualTo(3);
		assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(2));
		assertThat(settings.retries()).isEqualTo(RetryPolicy.of(List.of(Duration.ofSeconds(1), Duration.ofSeconds(5))));
	}

	@Test
	void triesOnlyOnceWhereTheScheduleIsNone() throws Exception {
		assertThat(read("once").retries()).isEqualTo(RetryPolicy.of(List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zero", "words", "backwards", "nothing", "unknown", "endless", "tooLong" })
	void refusesWhatIsInvalid(String method) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> read(method))
			.withMessageContaining("Handlers." + method)
			.satisfies((ex) -> assertThat(ex.action()).contains("@WebhookHandler("));
	}

	private static final class Handlers {

		@WebhookHandler
		void plain() {
		}

		@WebhookHandler(concurrency = "${crm.threads}", timeout = "${crm.timeout:2m}", retryAfter = "1s, 5s")
		void special() {
		}

		@WebhookHandler(retryAfter = "none")
		void once() {
		}

		@WebhookHandler(concurrency = "0")
		void zero() {
		}

		@WebhookHandler(concurrency = "many")
		void words() {
		}

		@WebhookHandler(retryAfter = "1s, -5s")
		void backwards() {
		}

		@WebhookHandler(timeout = "0s")
		void nothing() {
		}

		@WebhookHandler(timeout = "${no.such.property}")
		void unknown() {
		}

		@WebhookHandler(timeout = "99999999999999999999h")
		void endless() {
		}

		@WebhookHandler(timeout = "25h")
		void tooLong() {
		}

	}

}
