package io.github.socialhook;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves tracing out of the application where no address is set to export traces to, so
 * that it costs neither the start nor a request anything. Other applications decide for
 * themselves.
 */
final class TracingSwitch implements AutoConfigurationImportFilter, BeanFactoryAware, EnvironmentAware {

	private static final List<String> ADDRESSES = List.of("management.opentelemetry.tracing.export.otlp.endpoint",
			"management.opentelemetry.otlp.endpoint");

	private static final List<String> TRACING = List.of("org.springframework.boot.micrometer.tracing.",
			"org.springframework.boot.opentelemetry.");

	private boolean application;

	private boolean configured;

	@Override
	public void setBeanFactory(BeanFactory beans) {
		this.application = beans.containsBean("socialhookApplication");
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.configured = ADDRESSES.stream().anyMatch(environment::containsProperty);
	}

	@Override
	public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[names.length];
		for (int i = 0; i < names.length; i++) {
			String name = names[i];
			matches[i] = !this.application || this.configured || name == null
					|| TRACING.stream().noneMatch(name::startsWith);
		}
		return matches;
	}

}
