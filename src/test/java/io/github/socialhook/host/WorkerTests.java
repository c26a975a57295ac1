package io.github.socialhook.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Socialhook inside applications that have no servlet web server, or do not want it. */
@ExtendWith(OutputCaptureExtension.class)
class WorkerTests {

	private static final String NOTICE = "Receiving no webhooks, because this application has no servlet web server.";

	@TempDir
	Path folder;

	@Test
	void handlesWhereNothingCanBeReceived(CapturedOutput output) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Worker.class)
			.web(WebApplicationType.NONE)
			.run("--spring.datasource.url=" + url(), "--spring.config.location=optional:classpath:/none/")) {
			Receipt receipt = context.getBean(Inbox.class)
				.put(new Delivery(EndpointName.DEFAULT, new EventName("tag.created"), null,
						Payload.of("{\"event\":\"tag.created\"}".getBytes(StandardCharsets.UTF_8)), Instant.now()));
			assertThat(receipt).isInstanceOf(Receipt.Stored.class);
			Tagger tagger = context.getBean(Tagger.class);
			Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> tagger.events.contains("tag.created"));
			assertThat(output).containsOnlyOnce(NOTICE).doesNotContain("Receiving webhooks at");
		}
	}

	@Test
	void startsWithoutTheClassesOfServlets(CapturedOutput output) {
		runner(new ApplicationContextRunner())
			.withClassLoader(
					new FilteredClassLoader("jakarta.servlet", "org.apache.catalina", "org.springframework.web"))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(Inbox.class);
				assertThat(output).contains(NOTICE);
			});
	}

	@Test
	void startsWithoutHealthAndMeters() {
		runner(new ApplicationContextRunner())
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health", "io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Inbox.class));
	}

	@Test
	void receivesNothingInAReactiveApplication(CapturedOutput output) {
		runner(new ReactiveWebApplicationContextRunner()).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(Inbox.class);
			assertThat(output).contains(NOTICE);
		});
	}

	@Test
	void isNotThereWhereItIsSwitchedOff(CapturedOutput output) {
		runner(new WebApplicationContextRunner()).withPropertyValues("socialhook.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.contains("socialhook"));
			assertThat(output).doesNotContain(NOTICE);
		});
	}

	private <R extends AbstractApplicationContextRunner<R, ?, ?>> R runner(R runner) {
		return runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(ours()))
			.withPropertyValues("spring.datasource.url=" + url())
			.withInitializer((context) -> context.getBeanFactory()
				.setConversionService(ApplicationConversionService.getSharedInstance()));
	}

	private static Class<?>[] ours() {
		ClassLoader classes = WorkerTests.class.getClassLoader();
		return ImportCandidates.load(AutoConfiguration.class, classes)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.github.socialhook."))
			.map((name) -> ClassUtils.resolveClassName(name, classes))
			.toArray(Class<?>[]::new);
	}

	private String url() {
		return "jdbc:sqlite:" + this.folder.resolve("inbox.db");
	}

	/** An application that serves nothing. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Worker {

		@Bean
		Tagger tagger() {
			return new Tagger();
		}

	}

	/** A handler of the application. */
	static class Tagger {

		private final Queue<String> events = new ConcurrentLinkedQueue<>();

		@WebhookHandler("tag.created")
		void tag(JsonNode event) {
			this.events.add(event.path("event").asString());
		}

	}

}
