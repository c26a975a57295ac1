package io.github.socialhook.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Socialhook inside an application that has no operations port and no login. */
class LibraryTests {

	@TempDir
	Path folder;

	@Test
	void leavesTheSurroundingApplicationAsItIs() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Host.class).run("--server.port=0",
				"--management.server.port=", "--SOCIALHOOK_SECRET=secret",
				"--spring.datasource.url=jdbc:sqlite:" + this.folder.resolve("inbox.db"))) {
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			assertThat(status(port, "/page")).isEqualTo(200);
			assertThat(status(port, "/actuator/health")).isEqualTo(200);
			assertThat(status(port, "/api/v1/stats")).isEqualTo(404);
		}
	}

	private static int status(int port, String path) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
						BodyHandlers.discarding())
				.statusCode();
		}
	}

	/** An application with a page of its own. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Host {

		@Bean
		Page page() {
			return new Page();
		}

	}

	/** A page. */
	@RestController
	static class Page {

		@GetMapping("/page")
		String show() {
			return "page";
		}

	}

}
