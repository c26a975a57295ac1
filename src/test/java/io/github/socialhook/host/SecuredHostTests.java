package io.github.socialhook.host;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.Principal;
import java.util.EnumSet;
import java.util.stream.Stream;

import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Socialhook inside an application that Spring Security guards. */
@ExtendWith(OutputCaptureExtension.class)
class SecuredHostTests {

	private static final String HOST_USER = "hugo:house";

	private static final String EVENT = "{\"event\":\"channel.didCreate\"}";

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(classes = { DefaultSecurity.class, OwnChain.class })
	void receivesWebhooksAndLeavesTheHostSecured(Class<?> application, CapturedOutput output) throws Exception {
		try (RunningHost host = start(application)) {
			assertThat(host.webhook("/webhooks", EVENT).statusCode()).isEqualTo(200);
			assertThat(host.context().getBean(Ledger.class).count(DeliveryFilter.ALL)).isEqualTo(1);
			HttpResponse<String> unsigned = host.post("/webhooks", null);
			assertThat(unsigned.statusCode()).isEqualTo(401);
			assertThat(unsigned.headers().firstValue(HttpHeaders.WWW_AUTHENTICATE)).hasValue("x-amity-signature");

			assertThat(host.get("/page", null).statusCode()).isIn(401, 302);
			assertThat(host.get("/page", HOST_USER).body()).isEqualTo("page of hugo");
			assertThat(host.get("/webhooks/other", null).statusCode()).isIn(401, 302);
			assertThat(host.post("/page", HOST_USER).statusCode()).isIn(401, 403);
			assertThat(host.get("/actuator/health", null).statusCode()).isIn(401, 302);
			assertThat(output).doesNotContain("runs before the signature");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { DefaultSecurity.class, OwnChain.class })
	void servesTheApiToItsOwnUsersOnly(Class<?> application) throws Exception {
		try (RunningHost host = start(application)) {
			assertThat(host.getOperations("/api/v1/stats", RunningHost.VIEWER).statusCode()).isEqualTo(200);
			assertThat(
					host.postOperations("/api/v1/replays", RunningHost.VIEWER, "{\"state\":\"DEAD\",\"dryRun\":true}")
						.statusCode())
				.isLessThan(300);
			HttpResponse<String> anonymous = host.getOperations("/api/v1/stats", null);
			assertThat(anonymous.statusCode()).isEqualTo(401);
			assertThat(anonymous.headers().firstValue(HttpHeaders.WWW_AUTHENTICATE).orElse("")).contains("Socialhook");
			assertThat(host.getOperations("/api/v1/stats", HOST_USER).statusCode()).isEqualTo(401);
			assertThat(host.getOperations("/actuator/info", null).statusCode()).isIn(401, 302);
			assertThat(host.getOperations("/actuator/health", HOST_USER).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void warnsOfAChainThatRunsBefore(CapturedOutput output) {
		start(DefaultSecurity.class, "--test.security.order=-2147483648").close();
		assertThat(output).containsOnlyOnce("The filter 'springSecurityFilterChain' runs before the signature of a "
				+ "webhook is verified. What it refuses or redirects is lost, and neither stored nor counted. Set its "
				+ "order to more than -2147483548, or exclude these paths from it: /webhooks");
	}

	private RunningHost start(Class<?> application, String... more) {
		String[] arguments = Stream
			.concat(Stream.of(more),
					Stream.of("--spring.datasource.url=jdbc:sqlite:" + this.folder.resolve("inbox.db")))
			.toArray(String[]::new);
		return RunningHost.start(application, arguments);
	}

	/** What the starter of Spring Security does where nothing is configured. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@Import(Page.class)
	static class DefaultSecurity {

		@Bean
		DelegatingFilterProxyRegistrationBean securityFilterChainRegistration(Environment environment) {
			DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean(
					"springSecurityFilterChain");
			registration.setOrder(environment.getProperty("test.security.order", Integer.class, -100));
			registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
			return registration;
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("hugo").password("{noop}house").authorities("ROLE_HOST").build());
		}

	}

	/** A chain as most applications have one. */
	@Import(DefaultSecurity.class)
	static class OwnChain {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("HOST"))
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	/** A page of the application. */
	@RestController
	static class Page {

		@GetMapping("/page")
		String show(Principal user) {
			return "page of " + user.getName();
		}

		@PostMapping("/page")
		String change() {
			return "changed";
		}

	}

}
