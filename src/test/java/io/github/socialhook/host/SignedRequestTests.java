package io.github.socialhook.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.test.AutoConfigureSocialhook;
import io.github.socialhook.test.EventBuilder;
import io.github.socialhook.test.Events;
import io.github.socialhook.test.Social;
import io.github.socialhook.test.SocialSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that the kit signs passes the filter of an application, and no other does.
 */
@SpringBootTest(classes = SignedRequestTests.Host.class,
		properties = { "socialhook.endpoints.default.secrets=kit-7Hq2x9Vk-8Jz5V2nX4tRc7Hd",
				"socialhook.endpoints.social.secrets=new-7Hq2x9Vk-8Jz5V2nX4tRc7He, old-7Hq2x9Vk-8Jz5V2nX4tRc7Hf",
				"spring.config.location=optional:classpath:/none/" })
@AutoConfigureSocialhook
@AutoConfigureMockMvc
@AutoConfigureRestTestClient
class SignedRequestTests {

	@TempDir
	private static Path folder;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private RestTestClient client;

	@Autowired
	private SocialSignature signature;

	@DynamicPropertySource
	static void store(DynamicPropertyRegistry properties) {
		properties.add("socialhook.datasource.url", () -> "jdbc:sqlite:" + folder.resolve("socialhook.db"));
	}

	@Test
	void opensNoDatabase(@Autowired ApplicationContext context) {
		assertThat(context.getBeanProvider(Inbox.class).stream()).hasSize(1);
		assertThat(context.containsBean("socialhookStore")).isFalse();
		assertThat(folder).isEmptyDirectory();
	}

	@Test
	void signsARequestOfMockMvc(Social social) {
		EventBuilder event = Events.aMessage().withText("mvc");
		assertThat(this.mvc.post().uri("/webhooks").content(event.body()).with(this.signature)).hasStatusOk()
			.bodyText()
			.isEqualTo("{}");
		social.received(event).to(Taker.class).isHandled();
	}

	@Test
	void signsWithTheSecretOfTheEndpoint(Social social) {
		EventBuilder event = Events.aMessage().withText("client");
		RestTestClient signing = this.client.mutate().requestInterceptor(this.signature).build();
		signing.post()
			.uri("/webhooks/social")
			.contentType(MediaType.APPLICATION_JSON)
			.body(event.body())
			.exchange()
			.expectStatus()
			.isOk();
		social.received(event).to(Taker.class).isHandled();
	}

	@Test
	void leavesUnsignedRequestsAsTheyAre() {
		byte[] body = Events.aMessage().body();
		assertThat(this.mvc.post().uri("/webhooks").contentType(MediaType.APPLICATION_JSON).content(body))
			.hasStatus(401);
		this.client.post()
			.uri("/webhooks")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange()
			.expectStatus()
			.isUnauthorized();
	}

	@Test
	void namesThePathsThatThereAre() {
		byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
		assertThat(this.mvc.post().uri("/hooks").content(body).with(this.signature)).hasFailed()
			.failure()
			.hasMessage("No endpoint has the path '/hooks', only: [/webhooks, /webhooks/social]");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Taker.class)
	static class Host {

	}

	@Component
	static class Taker {

		@WebhookHandler
		void take(MessageCreated created) {
		}

	}

}
