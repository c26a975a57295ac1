package io.github.socialhook.telemetry;

import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.tracing.AttemptTracer;
import io.github.socialhook.tracing.ReceiptTraces;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.Filter;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Wires tracing, where the application has a tracer. */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
				"io.github.socialhook.store.StoreConfiguration" })
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@ConditionalOnClass({ Tracer.class, Propagator.class })
@ConditionalOnBean({ Tracer.class, Propagator.class, ReceiptTraces.class })
class TracingConfiguration {

	@Bean
	AttemptTracer socialhookAttemptTracer(Tracer tracer, ReceiptTraces traces) {
		return new AttemptSpans(tracer, traces);
	}

	/** Wires the spans of requests. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(Filter.class)
	static class Requests {

		/** Behind Boot's filter for observations, before that for webhooks. */
		private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 99;

		@Bean
		ReceiptSpans socialhookReceiptSpans(Tracer tracer, Propagator propagator, ReceiptTraces traces) {
			return new ReceiptSpans(tracer, propagator, traces);
		}

		@Bean
		FilterRegistrationBean<ReceiptSpans> socialhookReceiptSpansFilter(ReceiptSpans spans, Endpoints endpoints) {
			FilterRegistrationBean<ReceiptSpans> registration = new FilterRegistrationBean<>(spans);
			registration.setUrlPatterns(endpoints.paths());
			registration.setOrder(ORDER);
			return registration;
		}

	}

	/** Wires what samples attempts. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Sampler.class)
	static class Sampling {

		@Bean
		static BeanPostProcessor socialhookSampling() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof Sampler sampler) ? new LinkSampler(sampler) : bean;
				}

			};
		}

	}

}
