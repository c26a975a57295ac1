package io.github.socialhook.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.sender.WebhookSigner;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Signs requests as Social+ does, with the newest secret of the endpoint that they are
 * sent to. With {@link AutoConfigureSocialhook}, it is a bean of a web application.
 * <p>
 * For {@code MockMvcTester}, use it as a post-processor of the request:
 * {@code mvc.post().uri("/webhooks").content(event.body()).with(signature)}. For
 * {@code RestTestClient}, add it to the client:
 * {@code client.mutate().requestInterceptor(signature).build()}.
 */
public final class SocialSignature implements RequestPostProcessor, ClientHttpRequestInterceptor {

	private static final String HEADER = "x-amity-signature";

	private final Endpoints endpoints;

	SocialSignature(Endpoints endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
		byte[] body = request.getContentAsByteArray();
		request.addHeader(HEADER, sign(request.getRequestURI(), (body != null) ? body : new byte[0]));
		if (request.getContentType() == null) {
			request.setContentType("application/json");
		}
		return request;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		request.getHeaders().set(HEADER, sign(request.getURI().getPath(), body));
		return execution.execute(request, body);
	}

	/** Below the context path of the application, if it has one. */
	private String sign(@Nullable String path, byte[] body) {
		Endpoint endpoint = this.endpoints.all()
			.stream()
			.filter((each) -> path != null && path.endsWith(each.path()))
			.max(Comparator.comparingInt((each) -> each.path().length()))
			.orElseThrow(() -> new IllegalArgumentException(
					"No endpoint has the path '" + path + "', only: " + this.endpoints.paths()));
		return new WebhookSigner(new String(endpoint.secrets().getFirst().key(), StandardCharsets.UTF_8)).sign(body);
	}

}
