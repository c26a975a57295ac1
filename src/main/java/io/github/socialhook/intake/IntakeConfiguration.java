package io.github.socialhook.intake;

import java.util.Map;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.signature.Endpoints;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Wires the intake. */
@AutoConfiguration
class IntakeConfiguration {

	@Bean
	WebhookController webhookController(Labeller labeller, Inbox inbox, ObjectProvider<RequestListener> listeners) {
		return new WebhookController(labeller, inbox, RequestListener.of(listeners.orderedStream().toList()));
	}

	@Bean
	SimpleUrlHandlerMapping webhookMapping(Endpoints endpoints, WebhookController controller) {
		Map<String, WebhookController> mapping = endpoints.paths()
			.stream()
			.collect(Collectors.toMap((path) -> path, (path) -> controller));
		return new SimpleUrlHandlerMapping(mapping, Ordered.HIGHEST_PRECEDENCE);
	}

}
