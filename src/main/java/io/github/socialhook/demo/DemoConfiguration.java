package io.github.socialhook.demo;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Wires the demo. Nothing finds it by itself: {@link DemoMode} adds it.
 */
@Configuration(proxyBeanMethods = false)
class DemoConfiguration {

	/** The secret of the demo's endpoint, which is public. */
	static final String SECRET = "socialhook-demo";

	@Bean
	DemoObserver demoObserver() {
		return new DemoObserver();
	}

	@Bean
	DemoRunner demoRunner(DemoObserver observer, Environment environment) {
		return new DemoRunner(observer, environment);
	}

}
