package io.github.socialhook.source;

import io.github.socialhook.configuration.Analysis;
import io.github.socialhook.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class SourcePropertiesTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withUserConfiguration(SourceConfiguration.class);

	@ParameterizedTest
	@ValueSource(strings = { "socialhook.source-ips.mode=off", "socialhook.source-ips.mode=false",
			"socialhook.source-ips.regions=sg" })
	void checksNothingWhenOff(String setting) {
		this.runner.withPropertyValues(setting).run((context) -> assertThat(isEnabled(context)).isFalse());
	}

	@ParameterizedTest
	@ValueSource(strings = { "regions=sg", "regions=SG, eu", "regions[0]=us", "allow=192.0.2.0/24", "allow=2001:db8::7",
			"allow=0.0.0.0/0", "allow=::/0, ::ffff:10.0.0.0/104" })
	void checksSourcesWhenOn(String setting) {
		this.runner
			.withPropertyValues("socialhook.source-ips.mode=report", "socialhook.source-ips." + setting,
					"socialhook.source-ips.trusted-proxies=10.0.0.0/8, fc00::/7, 192.0.2.1")
			.run((context) -> assertThat(isEnabled(context)).isTrue());
	}

	private static boolean isEnabled(AssertableWebApplicationContext context) {
		return context.getBean(SourceCheck.class).isEnabled();
	}

	@ParameterizedTest
	@ValueSource(strings = { "report", "enforce" })
	void asksForSomebodyWhoMaySend(String mode) {
		assertFails("mode is " + mode + ", but no address is allowed.",
				"Set socialhook.source-ips.regions to the region of your network in Social+: sg, eu or us.",
				"socialhook.source-ips.mode=" + mode);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			social.plus, is not an IP address or range; names are not resolved.
			192.0.2, is not an IP address or range; names are not resolved.
			192.0.2.256, is not an IP address or range; names are not resolved.
			192.0.02.1, is not an IP address or range; names are not resolved.
			fe80::1%eth0, is not an IP address or range; names are not resolved.
			192.0.2.0/33, has no prefix length from 0 to 32 after the slash.
			192.0.2.0/, has no prefix length from 0 to 32 after the slash.
			192.0.2.0/-1, has no prefix length from 0 to 32 after the slash.
			2001:db8::/129, has no prefix length from 0 to 128 after the slash.
			192.0.2.7/24, does not start at a network address; the enclosing range is 192.0.2.0/24.
			2001:db8::7/32, does not start at a network address; the enclosing range is 2001:db8:0:0:0:0:0:0/32.
			""")
	void asksForRangesThatCanBeRead(String range, String problem) {
		String action = "Write a single address such as 192.0.2.7 or 2001:db8::7, or a range such as 192.0.2.0/24.";
		assertFails("allow has '" + range + "', which " + problem, action,
				"socialhook.source-ips.allow=192.0.2.1, " + range);
		assertFails("trusted-proxies has '" + range + "', which " + problem, action,
				"socialhook.source-ips.trusted-proxies[0]=" + range);
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0/0, so", "11.0.0.0/7, does", "8.0.0.0/7, so", "::/0, so", "fc00::/6, so", "64:ff9b::/96, so",
			"52.0.0.0/8, which holds 52.77.130.167", "3.65.52.7, which holds 3.65.52.7" })
	void asksForProxiesThatAreOnesOwn(String range, String problem) {
		this.runner.withPropertyValues("socialhook.source-ips.trusted-proxies=" + range)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationException.class)
				.hasMessageStartingWith("socialhook.source-ips.trusted-proxies has '")
				.hasMessageContaining(problem));
	}

	@ParameterizedTest
	@CsvSource({ "server.forward-headers-strategy=native, server.forward-headers-strategy is native",
			"server.tomcat.remoteip.remote-ip-header=X-Real-IP, server.tomcat.remoteip.remote-ip-header is set",
			"server.tomcat.remoteip.protocol-header=X-Proto, server.tomcat.remoteip.protocol-header is set",
			"spring.main.cloud-platform=kubernetes, 'server.forward-headers-strategy is not set, which means native on "
					+ "KUBERNETES'" })
	void asksForAddressesThatNobodyHasRewritten(String setting, String problem) {
		assertFails("mode is report, but " + problem + ": the web server would trust headers that anyone can write.",
				"Set server.forward-headers-strategy to none, or to framework if your application needs these headers",
				"socialhook.source-ips.mode=report", "socialhook.source-ips.regions=sg", setting);
		this.runner.withPropertyValues(setting).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void takesTheWordThatHeadersAreNotBelieved() {
		this.runner
			.withPropertyValues("socialhook.source-ips.mode=enforce", "socialhook.source-ips.regions=sg",
					"spring.main.cloud-platform=kubernetes", "server.forward-headers-strategy=none")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void assertFails(String message, String action, String... settings) {
		this.runner.withPropertyValues(settings).run((context) -> {
			FailureAnalysis analysis = Analysis.of(context.getStartupFailure());
			assertThat(analysis.getDescription()).isEqualTo("socialhook.source-ips." + message);
			assertThat(analysis.getAction()).startsWith(action);
		});
	}

}
