package io.github.socialhook.host;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.delivery.SubjectResolver;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.RetryPolicy;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.UpkeepListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Socialhook is a guest among the beans of an application. */
class GuestTests {

	/** It is the name of the component in the health groups. */
	private static final String HEALTH = "inboxHealthIndicator";

	@TempDir
	Path folder;

	@Test
	void prefixesTheNamesOfItsBeans() {
		try (RunningHost host = start(Plain.class)) {
			assertThat(namesOfOurs(host.context())).hasSizeGreaterThan(30)
				.allMatch((name) -> name.startsWith("socialhook") || name.equals(HEALTH));
			assertThat(namesOfOurs(host.operations())).hasSizeGreaterThan(5)
				.allMatch((name) -> name.startsWith("socialhook"));
		}
	}

	@Test
	void livesBesideBeansAndClocksOfTheApplication() throws Exception {
		try (RunningHost host = start(Crowded.class)) {
			assertThat(host.webhook("/webhooks", "{\"event\":\"channel.didCreate\"}").statusCode()).isEqualTo(200);
			Greeter greeter = host.context().getBean(Greeter.class);
			Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> greeter.receivedAt != null);
			assertThat(greeter.receivedAt).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
			assertThat(host.get("/time", null).body()).isEqualTo("1999-12-31T00:00:00Z");
			assertThat(host.getOperations("/api/v1/stats", RunningHost.VIEWER).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void takesItsTimeFromABeanOfTheName() throws Exception {
		try (RunningHost host = start(OwnClock.class)) {
			assertThat(host.webhook("/webhooks", "{\"event\":\"channel.didCreate\"}").statusCode()).isEqualTo(200);
			Greeter greeter = host.context().getBean(Greeter.class);
			Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> greeter.receivedAt != null);
			assertThat(greeter.receivedAt).isEqualTo(OwnClock.NOW);
		}
	}

	@Test
	void asksTheApplicationWhatADeliveryIsAbout() throws Exception {
		try (RunningHost host = start(OwnSubjects.class)) {
			Ledger ledger = host.context().getBean(Ledger.class);
			assertThat(host.webhook("/webhooks", "{\"event\":\"tag.created\"}").statusCode()).isEqualTo(200);
			assertThat(host.webhook("/webhooks", "{\"event\":\"tag.deleted\"}").statusCode()).isEqualTo(200);
			assertThat(ledger.search(DeliveryFilter.ALL, null, 10).entries()).extracting(DeliverySummary::subject)
				.containsExactly(null, "tenant:tag.created");
		}
	}

	/** Without it, the first retry would be due in ten seconds, and nothing dead. */
	@Test
	void asksTheApplicationWhenToTryAgain() throws Exception {
		try (RunningHost host = start(OwnRetries.class)) {
			Ledger ledger = host.context().getBean(Ledger.class);
			assertThat(host.webhook("/webhooks", "{\"event\":\"channel.didCreate\"}").statusCode()).isEqualTo(200);
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.untilAsserted(() -> assertThat(ledger.search(DeliveryFilter.ALL, null, 10).entries())
					.extracting(DeliverySummary::state)
					.containsExactly(DeliveryState.DEAD));
			assertThat(host.context().getBean(OwnRetries.class).asked).containsExactly(1, 2);
		}
	}

	private RunningHost start(Class<?> application) {
		return RunningHost.start(application, "--spring.datasource.url=jdbc:sqlite:" + this.folder.resolve("inbox.db"));
	}

	private static List<String> namesOfOurs(ConfigurableApplicationContext context) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		return Arrays.stream(beans.getBeanDefinitionNames())
			.filter((name) -> isOurs(beans.getBeanDefinition(name)))
			.filter((name) -> !name.startsWith("io.github.socialhook."))
			.toList();
	}

	private static boolean isOurs(BeanDefinition bean) {
		String owner = (bean.getFactoryBeanName() != null) ? bean.getFactoryBeanName() : bean.getBeanClassName();
		return owner != null && owner.startsWith("io.github.socialhook.")
				&& !owner.startsWith(GuestTests.class.getPackageName());
	}

	/** An application with nothing of its own. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	/** An application with names that others might want, too. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Crowded {

		@Bean
		Greeter greeter() {
			return new Greeter();
		}

		@Bean(name = { "ledger", "inbox", "dispatcher", "retention", "rejections", "handlerRegistry", "handlerCounts",
				"inboxMeters", "problemResolver", "store", "spill", HEALTH, "apiSecurity", "webhookFilter" })
		String ledger() {
			return "of the application";
		}

		@Bean
		Clock past() {
			return Clock.fixed(Instant.parse("1999-12-31T00:00:00Z"), ZoneOffset.UTC);
		}

		@Bean
		Clock present() {
			return Clock.systemUTC();
		}

		@Bean
		UpkeepListener own() {
			return (task) -> {
			};
		}

		@Bean
		Page page(Clock past) {
			return new Page(past);
		}

	}

	/** An application that says what time it is. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnClock {

		static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");

		@Bean
		Greeter greeter() {
			return new Greeter();
		}

		@Bean
		InstantSource socialhookClock() {
			return InstantSource.fixed(NOW);
		}

	}

	/** An application that gives up early. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnRetries {

		final List<Integer> asked = new CopyOnWriteArrayList<>();

		@WebhookHandler("channel.didCreate")
		void fail(JsonNode event) {
			throw new IllegalStateException("It never works");
		}

		@Bean
		RetryPolicy retries() {
			return (attempt, failure) -> {
				this.asked.add(attempt);
				return (attempt == 1) ? Optional.of(Duration.ofMillis(1)) : Optional.empty();
			};
		}

	}

	/** An application with an order of its own. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnSubjects {

		@Bean
		SubjectResolver subjects() {
			return (event, payload, standard) -> {
				if (event.value().equals("tag.deleted")) {
					throw new IllegalStateException("This is what the test wants");
				}
				return new Subject("tenant", event.value());
			};
		}

	}

	/** A handler of the application. */
	static class Greeter {

		private volatile Instant receivedAt;

		@WebhookHandler("channel.didCreate")
		void greet(JsonNode event, DeliveryContext delivery) {
			this.receivedAt = delivery.receivedAt();
		}

	}

	/** A page of the application. */
	@RestController
	static class Page {

		private final Clock clock;

		Page(Clock clock) {
			this.clock = clock;
		}

		@GetMapping("/time")
		String time() {
			return this.clock.instant().toString();
		}

	}

}
