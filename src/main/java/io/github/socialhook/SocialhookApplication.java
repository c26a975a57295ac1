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
	 * Starts the service.
	 * @param args options of Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplication.run(SocialhookApplication.class, args);
	}

}
