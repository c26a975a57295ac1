package io.github.socialhook.signature;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.source.SourceCheck;
import jakarta.servlet.http.HttpServlet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Wires the filter in front of the endpoints. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SignatureProperties.class)
class SignatureConfiguration {

	/** Longer than Social+ waits for the whole response. */
	private static final Duration BODY_TIMEOUT = Duration.ofSeconds(5);

	private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	@Bean
	RejectionHandler socialhookRejectionHandler(ObjectProvider<RequestListener> listeners,
			@Qualifier("socialhookClock") InstantSource clock) {
		return new RejectionHandler(listenerOf(listeners), clock);
	}

	@Bean
	EndpointVerifiers socialhookEndpointVerifiers(Endpoints endpoints) {
		return new EndpointVerifiers(endpoints);
	}

	@Bean
	RequestVerifier socialhookRequestVerifier(SignatureProperties properties, EndpointVerifiers endpoints,
			@Qualifier("socialhookClock") InstantSource clock) {
		int limit = (int) properties.maxBodySize().toBytes();
		BodyReader bodies = new BodyReader(limit, BODY_TIMEOUT, BodyMemory.forBodiesUpTo(limit));
		return new RequestVerifier(bodies, new Diagnosis(endpoints, System::nanoTime), clock);
	}

	@Bean
	SourceFilter socialhookSourceFilter(SourceCheck check, ObjectProvider<RequestListener> listeners,
			RejectionHandler rejections) {
		RequestListener listener = listenerOf(listeners);
		if (check.isEnabled()) {
			listener.expected(check.expected());
		}
		return new SourceFilter(check, listener, rejections);
	}

	@Bean
	WebhookFilterRegistration socialhookFilter(EndpointVerifiers verifiers, SourceFilter sources,
			RequestVerifier verifier, RejectionHandler rejections, VerifiedRequestReceiver receiver,
			ObjectProvider<RequestListener> listeners, Endpoints endpoints, ObjectProvider<PublicPort> ports) {
		RequestListener listener = listenerOf(listeners);
		listener.serves(endpoints.all().stream().map(Endpoint::name).toList());
		WebhookFilterRegistration registration = new WebhookFilterRegistration(
				new WebhookFilter(verifiers, sources, verifier, rejections, receiver, listener), endpoints.paths());
		boolean dedicated = ports.getIfAvailable(() -> PublicPort.SHARED) == PublicPort.DEDICATED;
		registration.setUrlPatterns(dedicated ? Set.of("/*") : endpoints.paths());
		registration.setOrder(FILTER_ORDER);
		return registration;
	}

	@Bean
	ServletRegistrationBean<WebhookServlet> socialhookServlet(Endpoints endpoints) {
		return new ServletRegistrationBean<>(new WebhookServlet(), endpoints.paths().toArray(String[]::new));
	}

	private static RequestListener listenerOf(ObjectProvider<RequestListener> listeners) {
		return RequestListener.of(listeners.orderedStream().toList());
	}

	/**
	 * Maps the paths of the endpoints, because a web server runs filters only where a
	 * servlet is mapped. {@link WebhookFilter} answers every request, so none gets here.
	 */
	static final class WebhookServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

	}

}
