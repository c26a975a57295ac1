package io.github.socialhook.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socialhook.delivery.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** What the balancers of clouds write is read as the page on configuration says. */
class CloudTests {

	private static final String GENUINE = "52.77.130.167";

	private static final String STRANGER = "6.6.6.6";

	private static final String BALANCER = "34.120.1.1";

	static Stream<Arguments> clouds() throws IOException {
		List<Arguments> rows = Files.readAllLines(Path.of("docs/configuration.md"))
			.stream()
			.filter((line) -> line.startsWith("| ") && line.contains("`" + GENUINE))
			.map((line) -> Arrays.stream(line.split("\\|"))
				.skip(1)
				.map((cell) -> cell.strip().replace("`", ""))
				.toList())
			.map((cells) -> Arguments.of(cells.get(0), cells.get(1), cells.get(2), cells.get(3)))
			.toList();
		assertThat(rows).hasSizeGreaterThan(4);
		return rows.stream();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clouds")
	void findsTheSender(String cloud, String trusted, String peer, String header) {
		SourceCheck check = check(List.of(trusted.split(", ")));
		assertThat(check.check(request(peer, header)).address()).isEqualTo(GENUINE);
		assertThat(check.check(request(peer, header)).isStranger()).isFalse();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clouds")
	void believesNoStrangerWhoWritesTheHeaderHimself(String cloud, String trusted, String peer, String header) {
		String spoofed = header.replace(GENUINE, GENUINE + "," + STRANGER);
		CheckedSource source = check(List.of(trusted.split(", "))).check(request(peer, spoofed));
		assertThat(source.address()).isEqualTo(STRANGER);
		assertThat(source.isStranger()).isTrue();
	}

	@Test
	void saysThatABalancerMayHaveAppendedItsOwnAddress() {
		SourceCheck check = check(List.of("35.191.0.0/16"));
		CheckedSource source = null;
		for (int i = 0; i < LastHop.ENOUGH; i++) {
			assertThat((source != null) ? source.cause() : null).isNull();
			source = check.check(request("35.191.3.4", "1.2.3." + i + "," + BALANCER));
		}
		assertThat(source.address()).isEqualTo(BALANCER);
		assertThat(source.cause()).contains("Only if it is the address of your own load balancer", "trusted-proxies",
				"Never add it to allow");
		check.check(request("35.191.3.4", "1.2.3.4," + STRANGER));
		assertThat(check.check(request("35.191.3.4", "1.2.3.4," + BALANCER)).cause()).isNull();
	}

	@Test
	void takesATranslatedAddressForTheOneInside() {
		assertThat(check(List.of("10.0.0.0/8")).check(request("64:ff9b::" + GENUINE, null)).isStranger()).isFalse();
	}

	private static SourceCheck check(List<String> trusted) {
		return new SourceCheck(SourceProperties.Mode.ENFORCE,
				new AllowedSources(Map.of(IpAddress.parse(GENUINE), new Source("sg", GENUINE)), List.of()),
				new TrustedProxies(trusted.stream().map(AddressRange::parse).toList()));
	}

	private static MockHttpServletRequest request(String peer, String header) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr(peer);
		if (header != null) {
			request.addHeader("X-Forwarded-For", header);
		}
		return request;
	}

}
