package io.github.socialhook.sender;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Wires the demo. Nothing finds it by itself: the application names it where its argument
 * asks for the demo.
 */
@Configuration(proxyBeanMethods = false)
public class DemoConfiguration {

	/** The secret of the demo's endpoint, which everybody may know. */
	public static final String SECRET = "socialhook-demo";

	@Bean
	Witness demoWitness() {
		return new Witness();
	}

	@Bean
	Story demoStory(Witness witness, Environment environment) {
		return new Story(witness, environment);
	}

}
