package io.github.socialhook.dispatch.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import tools.jackson.databind.JsonNode;

import org.springframework.util.ReflectionUtils;

/** Handlers of JSON with settings and a body that a test gives them. */
public final class HandlerFixture {

	private HandlerFixture() {
	}

	public static HandlerSettings settings(int concurrency, Duration timeout, Duration... delays) {
		return new HandlerSettings(concurrency, timeout, List.of(delays));
	}

	public static Handler handler(String name, String event, HandlerSettings settings, HandlerBody body) {
		return new Handler(name, new Bean(body),
				Arrays.stream(ReflectionUtils.getDeclaredMethods(Bean.class))
					.peek(ReflectionUtils::makeAccessible)
					.filter((method) -> method.isAnnotationPresent(WebhookHandler.class))
					.findFirst()
					.orElseThrow(),
				JsonNode.class, Set.of(event), settings);
	}

	/** A bean with a handler. */
	static final class Bean {

		private final HandlerBody body;

		Bean(HandlerBody body) {
			this.body = body;
		}

		@WebhookHandler
		void take(JsonNode event, DeliveryContext delivery) throws Throwable {
			this.body.take(event, delivery);
		}

	}

}
