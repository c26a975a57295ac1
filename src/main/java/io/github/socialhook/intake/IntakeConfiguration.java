package io.github.socialhook.intake;

import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.inbox.Inbox;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Wires the intake. */
@AutoConfiguration
class IntakeConfiguration {

	/**
	 * The controller is not a bean, so that what a host application does to its own
	 * controllers does not apply to it.
	 */
	@Bean
	ServletRegistrationBean<WebhookServlet> webhookServlet(Endpoints endpoints, Inbox inbox,
			ObjectProvider<RequestListener> listeners) {
		WebhookController controller = new WebhookController(inbox,
				RequestListener.of(listeners.orderedStream().toList()));
		ServletRegistrationBean<WebhookServlet> registration = new ServletRegistrationBean<>(
				new WebhookServlet(controller, endpoints.paths()), endpoints.paths().toArray(String[]::new));
		registration.setName("webhookController");
		registration.setLoadOnStartup(1);
		return registration;
	}

}
