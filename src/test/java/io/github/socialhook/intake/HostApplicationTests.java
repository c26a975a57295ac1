package io.github.socialhook.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.util.StreamUtils;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a host application does to its own pages does not happen to the webhooks, at a
 * context path and with Spring MVC at a path below it.
 */
class HostApplicationTests {

	private static final String SECRET = "q8Jz5V2nX4tRc7Hd";

	private static final Queue<String> TOUCHED = new ConcurrentLinkedQueue<>();

	private static final Queue<RequestOutcome> OUTCOMES = new ConcurrentLinkedQueue<>();

	@TempDir
	private static Path folder;

	private static ConfigurableApplicationContext host;

	private static volatile boolean failing;

	@BeforeAll
	static void start() {
		host = new SpringApplicationBuilder(Host.class).run("--server.port=0", "--server.servlet.context-path=/host",
				"--spring.mvc.servlet.path=/mvc", "--management.server.port=", "--SOCIALHOOK_SECRET=" + SECRET,
				"--spring.datasource.url=jdbc:sqlite:" + folder.resolve("inbox.db"));
	}

	@AfterAll
	static void stop() {
		host.close();
	}

	@BeforeEach
	void forget() {
		TOUCHED.clear();
		OUTCOMES.clear();
		failing = false;
	}

	@Test
	void doesNotTouchAGenuineRequest() throws Exception {
		HttpResponse<String> response = post("/host/webhooks", "{\"event\":\"a\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{}");
		assertThat(response.headers().map()).doesNotContainKey("x-host");
		assertThat(TOUCHED).isEmpty();
		assertThat(OUTCOMES).containsExactly(RequestOutcome.STORED);
	}

	@Test
	void doesNotTouchAFailure() throws Exception {
		failing = true;
		HttpResponse<String> response = post("/host/webhooks", "{\"event\":\"b\"}");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(TOUCHED).isEmpty();
		assertThat(OUTCOMES).containsExactly(RequestOutcome.UNAVAILABLE);
	}

	@Test
	void touchesItsOwnPages() throws Exception {
		assertThat(post("/host/mvc/page?a=b", "{}").body()).isEqualTo("converted");
		assertThat(TOUCHED).contains("interceptor", "model", "binder", "read", "advice", "write");
		TOUCHED.clear();
		assertThat(post("/host/mvc/failure", "{}").statusCode()).isEqualTo(418);
		assertThat(TOUCHED).contains("interceptor", "exception");
	}

	@Test
	void findsNoWebhooksElsewhere() throws Exception {
		assertThat(post("/webhooks", "{}").statusCode()).isEqualTo(404);
		assertThat(post("/host/mvc/webhooks", "{}").statusCode()).isEqualTo(418);
		assertThat(TOUCHED).containsOnlyOnce("exception");
		assertThat(OUTCOMES).isEmpty();
	}

	private static HttpResponse<String> post(String path, String body) throws Exception {
		int port = host.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Content-Type", "application/json")
			.header("x-amity-signature", sign(body))
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(request, BodyHandlers.ofString());
		}
	}

	private static String sign(String body) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
	}

	/** An application with pages of its own, to which much happens. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Host implements WebMvcConfigurer {

		@Bean
		Page page() {
			return new Page();
		}

		@Bean
		Advice advice() {
			return new Advice();
		}

		@Bean
		HttpMessageConverter<Object> converter() {
			return new Converter();
		}

		@Bean
		RequestListener listener() {
			return new FailingListener();
		}

		@Override
		public void addInterceptors(InterceptorRegistry registry) {
			registry.addInterceptor(new HandlerInterceptor() {

				@Override
				public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
					TOUCHED.add("interceptor");
					response.setHeader("x-host", "was here");
					return true;
				}

			});
		}

	}

	/** A page of the host application. */
	@RestController
	static class Page {

		@PostMapping("/page")
		Object show(@RequestParam String a, @RequestBody Object body) {
			return body;
		}

		@PostMapping("/failure")
		void fail() {
			throw new IllegalStateException();
		}

	}

	/** Applies to every controller. */
	@ControllerAdvice
	static class Advice implements ResponseBodyAdvice<Object> {

		@ModelAttribute
		void model() {
			TOUCHED.add("model");
		}

		@InitBinder
		void binder(WebDataBinder binder) {
			TOUCHED.add("binder");
		}

		@ExceptionHandler
		ResponseEntity<Void> failed(Exception failure) {
			TOUCHED.add("exception");
			return ResponseEntity.status(418).build();
		}

		@Override
		public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
			return true;
		}

		@Override
		public Object beforeBodyWrite(Object body, MethodParameter returned, MediaType type,
				Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
				ServerHttpResponse response) {
			TOUCHED.add("advice");
			return body;
		}

	}

	/** Converts whatever comes. */
	private static final class Converter extends AbstractHttpMessageConverter<Object> {

		private Converter() {
			super(MediaType.ALL);
		}

		@Override
		protected boolean supports(Class<?> type) {
			return true;
		}

		@Override
		protected Object readInternal(Class<?> type, HttpInputMessage input) throws HttpMessageNotReadableException {
			TOUCHED.add("read");
			return List.of();
		}

		@Override
		protected void writeInternal(Object body, HttpOutputMessage output) throws IOException {
			TOUCHED.add("write");
			StreamUtils.copy("converted", StandardCharsets.UTF_8, output.getBody());
		}

	}

	/** Fails in the controller where the test wants that. */
	private static final class FailingListener implements RequestListener {

		@Override
		public void answered(EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
			if (outcome == RequestOutcome.STORED && failing) {
				throw new IllegalStateException("This is what the test wants");
			}
			OUTCOMES.add(outcome);
		}

	}

}
