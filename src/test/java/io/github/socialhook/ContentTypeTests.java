package io.github.socialhook;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@RunningService
class ContentTypeTests {

	private static final String TYPE = "Webhooks are sent as application/json.";

	private static final String ENCODING = "The body must be sent without a Content-Encoding.";

	@Autowired
	private Door door;

	@AfterEach
	void stillServes() {
		this.door.requireThatItStillServes();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8",
			"APPLICATION/JSON", "application/json;", "application/json ; a=b", "application/vnd.social.plus+json" })
	void acceptsJson(String type) {
		this.door.deliver(WebhookRequest.signed().replacing("Content-Type", type));
	}

	@Test
	void takesSignedRequestWithoutTypeAtItsWord() {
		this.door.deliver(WebhookRequest.signed().without("Content-Type"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "text/json", "text/html", "application/x-www-form-urlencoded",
			"multipart/form-data; boundary=b", "application/octet-stream", "application/jsonx", "json", "*/*", ";", "",
			"application/json, text/plain", "application", "text/plain+json", "\"application/json\"" })
	void refusesOtherType(String type) {
		assertThat(this.door.sendInVain(WebhookRequest.signed().replacing("Content-Type", type))).isUnsupported(TYPE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "br", "deflate", "" })
	void refusesEncodedBody(String encoding) {
		WebhookRequest request = WebhookRequest.signed().with("Content-Encoding", encoding);
		assertThat(this.door.sendInVain(request)).isUnsupported(ENCODING);
	}

	@Test
	void asksForTheSignatureFirst() {
		WebhookRequest request = WebhookRequest.unsigned().replacing("Content-Type", "text/plain");
		assertThat(this.door.sendInVain(request)).hasStatus(401);
	}

}
