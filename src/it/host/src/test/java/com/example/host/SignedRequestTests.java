package com.example.host;

import io.github.socialhook.test.AutoConfigureSocialhook;
import io.github.socialhook.test.EventBuilder;
import io.github.socialhook.test.Events;
import io.github.socialhook.test.Social;
import io.github.socialhook.test.SocialSignature;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;

/** Signed by the kit, a request passes the filter of the whole application. */
@SpringBootTest(properties = { "SOCIALHOOK_SECRET=kit-8Jz5V2nX4tRc7Hd9Lm3Qp", "spring.sql.init.mode=never" })
@AutoConfigureSocialhook
@AutoConfigureMockMvc
class SignedRequestTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private SocialSignature signature;

	@MockitoBean(answers = RETURNS_DEEP_STUBS)
	private JdbcClient jdbc;

	@Test
	void isHandled(Social social) {
		EventBuilder event = Events.aChannel();
		assertThat(this.mvc.post().uri("/webhooks").content(event.body()).with(this.signature)).hasStatusOk();
		social.received(event).to(ChannelHandler.class).isHandled();
	}

	@Test
	void isRefusedWithoutASignature() {
		assertThat(this.mvc.post()
			.uri("/webhooks")
			.contentType(MediaType.APPLICATION_JSON)
			.content(Events.aChannel().body())).hasStatus(401);
	}

}
