package io.github.socialhook.app.moderation;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.event.MessageUpdated;
import io.github.socialhook.event.model.MessageSummary;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.handler.WebhookHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * An example: flags messages that have one of some words, so that a moderator looks at
 * them. It is off unless {@code app.moderation.enabled} is true.
 * <p>
 * It is idempotent as far as Social+ is: a user can flag a message once, and the token is
 * of one user, so the second flag of a repeated delivery changes nothing. A flag that a
 * moderator has cleared comes back if the delivery is replayed.
 */
@Component
@ConditionalOnBooleanProperty("app.moderation.enabled")
class WordFlagger {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration BUSY = Duration.ofSeconds(30);

	private final Pattern words;

	private final RestClient api;

	/**
	 * Creates the handler.
	 * @param words the words to look for, whole and in upper or lower case
	 * @param url the server API of the region, such as https://apix.eu.amity.co
	 * @param token an admin token
	 * @param timeout how long to wait for an answer
	 */
	WordFlagger(@Value("${app.moderation.words}") List<String> words, @Value("${app.moderation.url}") String url,
			@Value("${app.moderation.token}") String token,
			@Value("${app.moderation.timeout:5s}") Duration timeout) {
		String any = words.stream().map(String::strip).map(Pattern::quote).collect(Collectors.joining("|"));
		this.words = Pattern.compile("(?<![\\p{L}\\p{N}])(" + any + ")(?![\\p{L}\\p{N}])",
				Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build());
		requests.setReadTimeout(timeout);
		this.api = RestClient.builder()
			.requestFactory(requests)
			.baseUrl(url)
			.defaultHeaders((headers) -> headers.setBearerAuth(token))
			.build();
	}

	@WebhookHandler(name = "moderation-created")
	void moderate(MessageCreated created) {
		moderate(created.summaries());
	}

	/** Who edits a message could put the word in later. */
	@WebhookHandler(name = "moderation-updated")
	void moderate(MessageUpdated updated) {
		moderate(updated.summaries());
	}

	private void moderate(List<MessageSummary> messages) {
		for (MessageSummary message : messages) {
			String id = message.messageId();
			String text = message.text();
			if (id != null && text != null && this.words.matcher(text).find()) {
				flag(id);
			}
		}
	}

	/** A timeout is an exception, after which the delivery comes again. */
	private void flag(String messageId) {
		Answer answer = this.api.post()
			.uri("/api/v5/messages/{messageId}/flags", messageId)
			.exchange((request, response) -> new Answer(response.getStatusCode().value(),
					response.getHeaders().getFirst("Retry-After")));
		switch (answer.status()) {
			case 200, 201, 204 -> {
			}
			case 404 -> {
				// It has been deleted, so there is nothing left to look at.
			}
			case 429 -> throw new RetryLaterException(answer.delay(), "Social+ limits the rate of requests");
			case 400, 422 -> throw new RejectDeliveryException("Social+ does not flag it: status " + answer.status());
			default -> throw new IllegalStateException("Social+ answered with status " + answer.status());
		}
	}

	private record Answer(int status, @Nullable String retryAfter) {

		Duration delay() {
			String seconds = this.retryAfter;
			return (seconds != null && seconds.matches("\\d{1,5}")) ? Duration.ofSeconds(Long.parseLong(seconds)) : BUSY;
		}

	}

}
