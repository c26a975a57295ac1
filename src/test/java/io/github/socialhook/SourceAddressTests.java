package io.github.socialhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is let in by the address, whatever headers say, over real connections, and where
 * Spring Boot would believe them.
 */
@RunningService
@TestPropertySource(properties = { "spring.main.cloud-platform=kubernetes", "socialhook.source-ips.mode=enforce",
		"socialhook.source-ips.regions=sg", "socialhook.source-ips.allow=192.0.2.0/24, 2001:db8:1::/48, 127.0.0.9",
		"socialhook.source-ips.trusted-proxies=127.0.0.1, 127.0.0.7, 10.0.0.0/8, 2001:db8:ffff::/48" })
@Import(SourceAddressTests.Valve.class)
class SourceAddressTests {

	private static final String STRANGER = "127.0.0.2";

	private static final String PROXY = "127.0.0.1";

	private static final String VALVED = "127.0.0.7";

	private static final String FORWARDED_FOR = "X-Forwarded-For: ";

	private static final String FORWARDED = "Forwarded: ";

	/** Every request in it is genuine, so that nothing but the address decides. */
	static final List<Case> CASES = Stream.of(
			// Nobody in between: headers say nothing
			refused("a stranger", STRANGER),
			refused("a stranger who pretends", STRANGER, FORWARDED_FOR + "52.77.130.167"),
			refused("a stranger who pretends in the newer way", STRANGER, FORWARDED + "for=52.77.130.167"),
			refused("a stranger who pretends in both", STRANGER, FORWARDED_FOR + "52.77.130.167",
					FORWARDED + "for=52.77.130.167"),
			refused("a stranger who pretends to come through a proxy", STRANGER,
					FORWARDED_FOR + "52.77.130.167, 127.0.0.1"),
			refused("a stranger who knows other headers", STRANGER, "X-Real-IP: 52.77.130.167",
					"X-Client-IP: 52.77.130.167", "True-Client-IP: 52.77.130.167", "CF-Connecting-IP: 52.77.130.167",
					"X-Cluster-Client-IP: 52.77.130.167", "X-Forwarded: for=52.77.130.167",
					"Forwarded-For: 52.77.130.167", "X-Original-Forwarded-For: 52.77.130.167", "Via: 52.77.130.167"),
			letIn("one who is allowed", "127.0.0.9"),
			letIn("one who is allowed, whatever it says", "127.0.0.9", FORWARDED_FOR + "6.6.6.6"),
			// X-Forwarded-For
			letIn("an address of Social+", PROXY, FORWARDED_FOR + "52.77.130.167"),
			letIn("the header in lower case", PROXY, "x-forwarded-for: 52.77.130.167"),
			letIn("blanks around it", PROXY, FORWARDED_FOR + " \t 18.142.212.217 \t "),
			refused("a stranger behind the proxy", PROXY, FORWARDED_FOR + "6.6.6.6"),
			refused("another region", PROXY, FORWARDED_FOR + "3.127.106.141"),
			refused("a stranger who wrote it before", PROXY, FORWARDED_FOR + "52.77.130.167, 6.6.6.6"),
			refused("a stranger who wrote it often", PROXY,
					FORWARDED_FOR + "52.77.130.167, 10.0.0.5, 52.77.130.167,127.0.0.1,6.6.6.6"),
			letIn("somebody behind an address of Social+", PROXY, FORWARDED_FOR + "6.6.6.6, 52.77.130.167"),
			letIn("nonsense before an address of Social+", PROXY, FORWARDED_FOR + "\", ;;, unknown, 52.77.130.167"),
			letIn("two proxies", PROXY, FORWARDED_FOR + "52.77.130.167, 10.0.0.5"),
			refused("a stranger before two proxies", PROXY, FORWARDED_FOR + "52.77.130.167, 6.6.6.6, 10.0.0.5"),
			refused("a stranger between two proxies", PROXY, FORWARDED_FOR + "52.77.130.167, 10.0.0.5, 6.6.6.6"),
			refused("only proxies", PROXY, FORWARDED_FOR + "10.0.0.5, 10.0.0.6"),
			refused("a proxy that is nobody's", PROXY, FORWARDED_FOR + "52.77.130.167, 11.0.0.5"),
			letIn("two lines", PROXY, FORWARDED_FOR + "52.77.130.167", FORWARDED_FOR + "10.0.0.5"),
			letIn("two lines, the last decides", PROXY, FORWARDED_FOR + "6.6.6.6", FORWARDED_FOR + "52.77.130.167"),
			refused("two lines, the first pretends", PROXY, FORWARDED_FOR + "52.77.130.167", FORWARDED_FOR + "6.6.6.6"),
			refused("two lines, the last empty", PROXY, FORWARDED_FOR + "52.77.130.167", FORWARDED_FOR),
			refused("no header", PROXY), refused("an empty header", PROXY, FORWARDED_FOR),
			refused("nobody at the end", PROXY, FORWARDED_FOR + "52.77.130.167,"),
			refused("unknown", PROXY, FORWARDED_FOR + "unknown"),
			refused("unknown at the end", PROXY, FORWARDED_FOR + "52.77.130.167, unknown"),
			refused("unknown behind a proxy", PROXY, FORWARDED_FOR + "52.77.130.167, unknown, 10.0.0.5"),
			refused("a name made up", PROXY, FORWARDED_FOR + "52.77.130.167, _hidden"),
			refused("a name to look up", PROXY, FORWARDED_FOR + "localhost"),
			refused("several in one", PROXY, FORWARDED_FOR + "52.77.130.167 6.6.6.6"),
			refused("several with a semicolon", PROXY, FORWARDED_FOR + "52.77.130.167; 6.6.6.6"),
			// How addresses are written
			letIn("a port", PROXY, FORWARDED_FOR + "52.77.130.167:443"),
			letIn("mapped", PROXY, FORWARDED_FOR + "::ffff:52.77.130.167"),
			letIn("translated", PROXY, FORWARDED_FOR + "64:ff9b::52.77.130.167"),
			letIn("mapped in hexadecimal", PROXY, FORWARDED_FOR + "::FFFF:344d:82a7"),
			letIn("mapped at length", PROXY, FORWARDED_FOR + "0:0:0:0:0:ffff:52.77.130.167"),
			letIn("mapped in brackets", PROXY, FORWARDED_FOR + "[::ffff:52.77.130.167]:443"),
			letIn("mapped, through a mapped proxy", PROXY, FORWARDED_FOR + "::ffff:52.77.130.167, ::ffff:10.0.0.5"),
			letIn("mapped, with a zone", PROXY, FORWARDED_FOR + "::ffff:52.77.130.167%eth0"),
			letIn("an allowed range", PROXY, FORWARDED_FOR + "192.0.2.255"),
			refused("beyond the range", PROXY, FORWARDED_FOR + "192.0.3.0"),
			letIn("IPv6", PROXY, FORWARDED_FOR + "2001:db8:1::5"),
			letIn("IPv6 at its end", PROXY, FORWARDED_FOR + "2001:db8:1:ffff:ffff:ffff:ffff:ffff"),
			letIn("IPv6 in brackets", PROXY, FORWARDED_FOR + "[2001:DB8:1::5]"),
			letIn("IPv6 with a zone", PROXY, FORWARDED_FOR + "2001:db8:1::5%eth0"),
			letIn("IPv6 through a proxy", PROXY, FORWARDED_FOR + "2001:db8:1::5, 2001:db8:ffff::1"),
			refused("IPv6 beyond the range", PROXY, FORWARDED_FOR + "2001:db8:2::"),
			refused("IPv4 in the end of IPv6", PROXY, FORWARDED_FOR + "::52.77.130.167"),
			refused("IPv4 translated another way", PROXY, FORWARDED_FOR + "64:ff9b:1::52.77.130.167"),
			refused("a stranger's IPv4 translated", PROXY, FORWARDED_FOR + "64:ff9b::6.6.6.6"),
			refused("octal", PROXY, FORWARDED_FOR + "064.0115.0202.0247"),
			refused("a leading zero", PROXY, FORWARDED_FOR + "52.77.130.0167"),
			refused("hexadecimal", PROXY, FORWARDED_FOR + "0x344d82a7"),
			refused("one number", PROXY, FORWARDED_FOR + "877494951"),
			refused("three numbers", PROXY, FORWARDED_FOR + "52.77.33447"),
			refused("a dot at the end", PROXY, FORWARDED_FOR + "52.77.130.167."),
			refused("a range", PROXY, FORWARDED_FOR + "52.77.130.167/32"),
			refused("a zone where there are none", PROXY, FORWARDED_FOR + "52.77.130.167%eth0"),
			refused("brackets where there are none", PROXY, FORWARDED_FOR + "[52.77.130.167]"),
			refused("half a bracket", PROXY, FORWARDED_FOR + "[::ffff:52.77.130.167"),
			refused("something after the bracket", PROXY, FORWARDED_FOR + "[::ffff:52.77.130.167]6"),
			refused("no port after the colon", PROXY, FORWARDED_FOR + "52.77.130.167:"),
			refused("in quotes", PROXY, FORWARDED_FOR + "\"52.77.130.167\""),
			// Forwarded
			letIn("Forwarded", PROXY, FORWARDED + "for=52.77.130.167"),
			letIn("Forwarded with other words", PROXY,
					FORWARDED + "by=10.0.0.1; FOR=\"52.77.130.167:4711\" ;proto=https; host=\"a, for=6.6.6.6\""),
			letIn("Forwarded, mapped", PROXY, FORWARDED + "for=\"[::ffff:52.77.130.167]:80\""),
			letIn("Forwarded, IPv6", PROXY, FORWARDED + "For=\"[2001:db8:1::5]\""),
			letIn("Forwarded, with a port made up", PROXY, FORWARDED + "for=\"52.77.130.167:_p\""),
			letIn("Forwarded, without the quotes that it needs", PROXY, FORWARDED + "for=[2001:db8:1::5]:80"),
			letIn("Forwarded, escaped", PROXY, FORWARDED + "for=\"52.77.\\130.167\""),
			letIn("Forwarded, two proxies", PROXY, FORWARDED + "for=52.77.130.167, for=10.0.0.5"),
			letIn("Forwarded, two lines", PROXY, FORWARDED + "for=6.6.6.6", FORWARDED + "for=52.77.130.167"),
			letIn("Forwarded, somebody behind", PROXY, FORWARDED + "for=_hidden, for=52.77.130.167"),
			refused("Forwarded by a stranger before", PROXY, FORWARDED + "for=52.77.130.167, for=6.6.6.6"),
			refused("Forwarded by a stranger, in two lines", PROXY, FORWARDED + "for=52.77.130.167",
					FORWARDED + "for=6.6.6.6"),
			refused("Forwarded for nobody", PROXY, FORWARDED + "for=52.77.130.167, proto=https"),
			refused("Forwarded by somebody", PROXY, FORWARDED + "by=52.77.130.167"),
			refused("Forwarded for unknown", PROXY, FORWARDED + "for=52.77.130.167, for=unknown"),
			refused("Forwarded for a name made up", PROXY, FORWARDED + "for=52.77.130.167, for=\"_hidden\""),
			refused("Forwarded for two", PROXY, FORWARDED + "for=6.6.6.6;for=52.77.130.167"),
			refused("Forwarded for two in quotes", PROXY, FORWARDED + "for=\"52.77.130.167, 10.0.0.5\""),
			refused("Forwarded without a word", PROXY, FORWARDED + "52.77.130.167"),
			refused("Forwarded, empty", PROXY, FORWARDED),
			refused("Forwarded for an empty one", PROXY, FORWARDED + "for="),
			refused("Forwarded, nobody at the end", PROXY, FORWARDED + "for=52.77.130.167,"),
			refused("Forwarded, blank before the value", PROXY, FORWARDED + "for= 52.77.130.167"),
			refused("Forwarded, an open quote", PROXY, FORWARDED + "for=52.77.130.167;x=\", for=6.6.6.6"),
			refused("Forwarded, an open quote in a line before", PROXY, FORWARDED + "for=52.77.130.167;x=\"",
					FORWARDED + "for=\"6.6.6.6\""),
			refused("Forwarded, a quote that swallows", PROXY,
					FORWARDED + "for=52.77.130.167;x=\", for=\"6.6.6.6:1\";proto=https"),
			refused("Forwarded, a quote and an escape", PROXY,
					FORWARDED + "for=52.77.130.167;x=\"\\, for=\"[2001:db8::6]\";host=\"\\\";y=\\\"\""),
			// Both
			letIn("both agree", PROXY, FORWARDED_FOR + "52.77.130.167", FORWARDED + "for=52.77.130.167"),
			letIn("both agree, each in its way", PROXY, FORWARDED_FOR + "52.77.130.167, 10.0.0.5",
					FORWARDED + "for=\"[::ffff:52.77.130.167]\""),
			refused("the proxy writes the older one", PROXY, FORWARDED_FOR + "6.6.6.6",
					FORWARDED + "for=52.77.130.167"),
			refused("the proxy writes the newer one", PROXY, FORWARDED_FOR + "52.77.130.167",
					FORWARDED + "for=6.6.6.6"),
			refused("both name others of Social+", PROXY, FORWARDED_FOR + "52.77.130.167",
					FORWARDED + "for=54.251.77.74"),
			refused("one is unreadable", PROXY, FORWARDED_FOR + "52.77.130.167", FORWARDED + "for=unknown"),
			refused("the other is unreadable", PROXY, FORWARDED_FOR + "unknown", FORWARDED + "for=52.77.130.167"),
			refused("one is empty", PROXY, FORWARDED_FOR + "52.77.130.167", FORWARDED),
			// What the web server makes of headers
			letIn("the server believes nothing here", PROXY, "X-Valve: 6.6.6.6", FORWARDED_FOR + "52.77.130.167"),
			refused("the server believes a header", VALVED, "X-Valve: 52.77.130.167"),
			refused("the server may have believed a header", VALVED, FORWARDED_FOR + "52.77.130.167"))
		.toList();

	@Autowired
	private Door door;

	@AfterEach
	void stillServes() throws UnknownHostException {
		assertThat(send("127.0.0.9", WebhookRequest.signed())).isAcknowledged();
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("CASES")
	void letsInWhoIsProvenToBeAllowed(Case each) throws UnknownHostException {
		WebhookRequest request = WebhookRequest.signed();
		for (String header : each.headers()) {
			String[] parts = header.split(":", 2);
			request = request.with(parts[0], parts[1].substring(1));
		}
		long before = this.door.stored();
		RawAnswer answer = send(each.peer(), request);
		if (each.letIn()) {
			assertThat(answer).isAcknowledged();
		}
		else {
			assertThat(answer).isProblem(403, "Forbidden", "Webhooks are not accepted from this address.").isQuick();
		}
		assertThat(this.door.stored()).isEqualTo(before + (each.letIn() ? 1 : 0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "OPTIONS" })
	void tellsStrangersNothingMore(String method) throws UnknownHostException {
		assertThat(send(STRANGER, WebhookRequest.signed().withMethod(method))).hasStatus(403);
		assertThat(send(STRANGER, WebhookRequest.unsigned().with(WebhookRequest.LEGACY_SIGNATURE, "any")))
			.hasStatus(403);
		assertThat(send(STRANGER, WebhookRequest.signed().to("/elsewhere"))).isNotFound();
	}

	@Test
	void doesNotWaitForTheBodyOfAStranger() throws UnknownHostException {
		WebhookRequest request = WebhookRequest.signed().replacing("Content-Length", 100_000);
		assertThat(send(STRANGER, request.sending(""))).hasStatus(403).isQuick();
		assertThat(send(STRANGER, request.with("Expect", "100-continue").sending(""))).hasStatus(403).isQuick();
	}

	private RawAnswer send(String peer, WebhookRequest request) throws UnknownHostException {
		try (Wire wire = this.door.openFrom(InetAddress.getByName(peer))) {
			return wire.send(request.bytes()).answerTo(request.method());
		}
	}

	private static Case letIn(String name, String peer, String... headers) {
		return new Case(name, peer, Arrays.asList(headers), true);
	}

	private static Case refused(String name, String peer, String... headers) {
		return new Case(name, peer, Arrays.asList(headers), false);
	}

	/** A way to come. */
	record Case(String name, String peer, List<String> headers, boolean letIn) {

		@Override
		public String toString() {
			return this.name + " from " + this.peer + " " + this.headers;
		}

	}

	/** Makes the web server believe one of the proxies, as others may have told it to. */
	@TestConfiguration
	static class Valve {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> valve() {
			return (factory) -> {
				RemoteIpValve valve = new RemoteIpValve();
				valve.setInternalProxies("127\\.0\\.0\\.7");
				valve.setRemoteIpHeader("X-Valve");
				factory.addEngineValves(valve);
			};
		}

	}

}
