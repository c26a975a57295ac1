package io.github.socialhook;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/**
 * Socialhook as a service of its own. The rooms wire themselves; scanned is only the room
 * of your handlers.
 */
@SpringBootApplication(scanBasePackages = "io.github.socialhook.app")
@Import(StandaloneConfiguration.class)
public class SocialhookApplication {

	/**
	 * Starts the service, or its demo.
	 * @param args options of Spring Boot; the argument {@code demo} asks for the demo
	 */
	public static void main(String[] args) {
		application(args).run(args);
	}

	static SpringApplication application(String... args) {
		SpringApplication application = new SpringApplication(SocialhookApplication.class);
		if (DemoMode.isAskedForBy(args)) {
			DemoMode.prepare(application);
		}
		else {
			application.addInitializers(new HandlerJars());
		}
		return application;
	}

}
