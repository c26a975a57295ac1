package io.github.socialhook.app.search;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.event.MessageDeleted;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.MessageUpdated;
import io.github.socialhook.event.PostEvent;
import io.github.socialhook.event.model.MessageSummary;
import io.github.socialhook.event.model.Post;
import io.github.socialhook.event.model.PostData;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * An example: keeps messages and posts in OpenSearch, and takes out what is deleted. It
 * is off unless {@code app.search.enabled} is true.
 * <p>
 * It is idempotent: a document has the id of its message or post. It does not depend on
 * the order either, because each change has the time at which it arrived as its version,
 * and OpenSearch refuses older ones. It forgets the version of what is deleted after
 * {@code index.gc_deletes}, by default a minute: an older change that comes later than
 * that, such as a replay, brings the document back.
 */
@Component
@ConditionalOnBooleanProperty("app.search.enabled")
class SearchIndexer {

	private final BulkClient openSearch;

	SearchIndexer(@Value("${app.search.url}") String url, @Value("${app.search.username:}") String username,
			@Value("${app.search.password:}") String password,
			@Value("${app.search.timeout:5s}") Duration timeout) {
		this.openSearch = new BulkClient(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build(), url,
				username, password, timeout);
	}

	/** One method for all, because only the events of one handler are in order. */
	@WebhookHandler(name = "search-messages")
	void index(MessageEvent event, DeliveryContext delivery) {
		switch (event) {
			case MessageCreated created -> put(created.summaries(), delivery);
			case MessageUpdated updated -> put(updated.summaries(), delivery);
			case MessageDeleted deleted ->
				delete("messages", deleted.summaries().stream().map(MessageSummary::messageId), delivery);
			default -> {
			}
		}
	}

	private void put(List<MessageSummary> messages, DeliveryContext delivery) {
		List<BulkAction> actions = new ArrayList<>();
		for (MessageSummary message : messages) {
			String id = message.messageId();
			if (id != null && message.text() != null) {
				Map<String, @Nullable Object> document = new LinkedHashMap<>();
				document.put("channelId", message.channelId());
				document.put("authorId", message.authorId());
				document.put("text", message.text());
				document.put("tags", message.tags());
				document.put("createdAt", message.createdAt());
				actions.add(BulkAction.index("messages", id, delivery.receivedAt(), document));
			}
		}
		this.openSearch.send(actions);
	}

	@WebhookHandler(name = "search-posts")
	void index(PostEvent event, DeliveryContext delivery) {
		switch (event) {
			case PostEvent.DidCreate created -> put(created, delivery);
			case PostEvent.DidUpdate updated -> put(updated, delivery);
			case PostEvent.DidApprove approved -> put(approved, delivery);
			case PostEvent.DidDelete deleted ->
				delete("posts", deleted.posts().stream().map(Post::postId), delivery);
			default -> {
			}
		}
	}

	private void put(PostEvent event, DeliveryContext delivery) {
		List<BulkAction> actions = new ArrayList<>();
		for (Post post : event.posts()) {
			String id = post.postId();
			PostData data = post.data();
			if (id != null && data != null) {
				Map<String, @Nullable Object> document = new LinkedHashMap<>();
				document.put("authorId", post.postedUserPublicId());
				document.put("targetId", post.targetPublicId());
				document.put("title", data.title());
				document.put("text", data.text());
				document.put("tags", post.tags());
				document.put("createdAt", post.createdAt());
				actions.add(BulkAction.index("posts", id, delivery.receivedAt(), document));
			}
		}
		this.openSearch.send(actions);
	}

	private void delete(String index, Stream<@Nullable String> ids, DeliveryContext delivery) {
		List<BulkAction> actions = new ArrayList<>();
		ids.forEach((id) -> {
			if (id != null) {
				actions.add(BulkAction.delete(index, id, delivery.receivedAt()));
			}
		});
		this.openSearch.send(actions);
	}

}
