package io.github.socialhook.docs;

import java.time.Duration;

import io.github.socialhook.event.PostEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.handler.WebhookHandler;

import org.springframework.stereotype.Component;

@Component
class SearchFeed {

	private final SearchIndex index;

	SearchFeed(SearchIndex index) {
		this.index = index;
	}

	@WebhookHandler(name = "search-feed")
	void feed(PostEvent.DidCreate created, DeliveryContext delivery) {
		switch (this.index.put(delivery.id().value(), created.posts())) {
			case BUSY -> throw new RetryLaterException(Duration.ofSeconds(1));
			case REFUSED -> throw new RejectDeliveryException("The index does not take it, whenever it is asked");
			case DONE -> {
			}
		}
	}

}
