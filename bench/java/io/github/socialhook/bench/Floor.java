package io.github.socialhook.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The least that a receiver can do: a filter that reads, verifies and answers, and stores
 * nothing. Tomcat has the settings of Socialhook, whose {@code application.yml} it reads.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
public class Floor {

	private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.UTF_8);

	public static void main(String[] args) {
		SpringApplication.run(Floor.class, args);
	}

	@Bean
	ServletRegistrationBean<HttpServlet> nothing() {
		return new ServletRegistrationBean<>(new HttpServlet() {
		}, "/");
	}

	@Bean
	FilterRegistrationBean<HttpFilter> verifyingFilter() throws GeneralSecurityException {
		Mac keyed = Mac.getInstance("HmacSHA256");
		keyed.init(new SecretKeySpec(Requests.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		FilterRegistrationBean<HttpFilter> registration = new FilterRegistrationBean<>(new VerifyingFilter(keyed));
		registration.addUrlPatterns("/webhooks");
		return registration;
	}

	private static final class VerifyingFilter extends HttpFilter {

		private static final long serialVersionUID = 1L;

		private final transient Mac keyed;

		VerifyingFilter(Mac keyed) {
			this.keyed = keyed;
		}

		@Override
		protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws IOException {
			byte[] body = request.getInputStream().readNBytes(request.getContentLength());
			byte[] claimed = Base64.getDecoder().decode(request.getHeader("x-amity-signature"));
			if (MessageDigest.isEqual(claimed, digest(body))) {
				response.setContentType("application/json");
				response.setContentLength(ANSWER.length);
				response.getOutputStream().write(ANSWER);
			}
			else {
				response.setStatus(401);
			}
		}

		private byte[] digest(byte[] body) {
			try {
				return ((Mac) this.keyed.clone()).doFinal(body);
			}
			catch (CloneNotSupportedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
