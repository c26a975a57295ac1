package io.github.socialhook.intake;

import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.inbox.Inbox;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.context.support.HttpRequestHandlerServlet;

/** Wires the intake. */
@AutoConfiguration
class IntakeConfiguration {

	@Bean
	WebhookController webhookController(Labeller labeller, Inbox inbox, ObjectProvider<RequestListener> listeners) {
		return new WebhookController(labeller, inbox, RequestListener.of(listeners.orderedStream().toList()));
	}

	/**
	 * A servlet of its own: nothing that Spring MVC looks for in a request is wanted
	 * here, and its price would be paid by every event.
	 */
	@Bean
	ServletRegistrationBean<HttpRequestHandlerServlet> webhookServlet(Endpoints endpoints) {
		ServletRegistrationBean<HttpRequestHandlerServlet> registration = new ServletRegistrationBean<>(
				new HttpRequestHandlerServlet(), endpoints.paths().toArray(String[]::new));
		registration.setName("webhookController");
		registration.setLoadOnStartup(1);
		return registration;
	}

}
