package io.github.socialhook.source;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;

class TrustedProxiesTests {

	private static final String PROXY = "10.0.0.1";

	private static final String GENUINE = "52.77.130.167";

	private final TrustedProxies proxies = new TrustedProxies(List.of(AddressRange.parse("10.0.0.0/8")));

	/** Whatever a stranger writes first, the proxy's own words come after it. */
	@Property(tries = 5000)
	void believesNobodyBeforeTheProxy(@ForAll("spoofs") String spoof, @ForAll("spoofs") String host) {
		String escaped = host.replace("\\", "\\\\").replace("\"", "\\\"");
		List<String> additions = List.of("for=6.6.6.6", "for=\"6.6.6.6:4711\"",
				"for=\"[2001:db8::6]:4711\";proto=https", "for=6.6.6.6;host=\"" + escaped + "\"",
				"host=\"" + escaped + "\";for=6.6.6.6", "for=\"6.6.6.6\";host=\"" + escaped + "\";by=\"[::1]\"");
		for (String addition : additions) {
			assertNotBelieved(requestThrough(PROXY, "Forwarded", spoof + ", " + addition));
			assertNotBelieved(requestThrough(PROXY, "Forwarded", spoof, addition));
		}
		assertNotBelieved(requestThrough(PROXY, "X-Forwarded-For", spoof + ", 6.6.6.6"));
		assertNotBelieved(requestThrough(PROXY, "X-Forwarded-For", spoof, "6.6.6.6"));
		MockHttpServletRequest both = requestThrough(PROXY, "X-Forwarded-For", "6.6.6.6");
		both.addHeader("Forwarded", spoof);
		assertNotBelieved(both);
	}

	private void assertNotBelieved(HttpServletRequest request) {
		assertThat(this.proxies.clientOf(request)).isNotEqualTo(new ClientAddress.Resolved(IpAddress.parse(GENUINE)));
	}

	@Provide
	Arbitrary<String> spoofs() {
		return Arbitraries
			.of(GENUINE, "for=", "for=" + GENUINE, "For=\"" + GENUINE + "\"", "for=\"", ", ", ",", ";", "=", "\"", "\\",
					"\\\"", "10.0.0.5", "x=\"", ";x=\"", "\";y=\"", "host=", " ", "\t", "[::ffff:" + GENUINE + "]", "a")
			.list()
			.ofMaxSize(8)
			.map((parts) -> String.join("", parts));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-For", "Forwarded" })
	void doesNotHeedWhatTheFrameworkMakesOfHeaders(String header) throws Exception {
		MockHttpServletRequest request = requestThrough("6.6.6.6", header,
				header.equals("Forwarded") ? "for=" + GENUINE : GENUINE);
		MockFilterChain chain = new MockFilterChain();
		new ForwardedHeaderFilter().doFilter(request, new MockHttpServletResponse(), chain);
		HttpServletRequest rewritten = (HttpServletRequest) chain.getRequest();
		assertThat(rewritten.getRemoteAddr()).isEqualTo(GENUINE);
		assertThat(this.proxies.clientOf(rewritten)).isEqualTo(new ClientAddress.Resolved(IpAddress.parse("6.6.6.6")));
	}

	@Test
	void readsTheHeadersThatTheFrameworkTookAway() throws Exception {
		MockHttpServletRequest request = requestThrough(PROXY, "X-Forwarded-For", "6.6.6.6, " + GENUINE);
		MockFilterChain chain = new MockFilterChain();
		new ForwardedHeaderFilter().doFilter(request, new MockHttpServletResponse(), chain);
		assertThat(this.proxies.clientOf((HttpServletRequest) chain.getRequest()))
			.isEqualTo(new ClientAddress.Resolved(IpAddress.parse(GENUINE)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "::ffff:10.0.0.1", "0:0:0:0:0:ffff:a00:1", "::ffff:10.0.0.1%3" })
	void knowsAProxyThatComesMapped(String peer) {
		assertThat(this.proxies.clientOf(requestThrough(peer, "X-Forwarded-For", GENUINE)))
			.isEqualTo(new ClientAddress.Resolved(IpAddress.parse(GENUINE)));
	}

	@Test
	void doesNotKnowWhoComesWithoutAnAddress() {
		for (String peer : new String[] { "", "unix", null }) {
			assertThat(this.proxies.clientOf(requestThrough(peer, "X-Forwarded-For", GENUINE)))
				.isEqualTo(new ClientAddress.Unresolved("?", TrustedProxies.NO_PEER));
		}
	}

	private static MockHttpServletRequest requestThrough(String peer, String header, String... lines) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/webhooks");
		request.setRemoteAddr(peer);
		for (String line : lines) {
			request.addHeader(header, line);
		}
		return request;
	}

}
