package io.github.socialhook.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.configuration.Analysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsCheckTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SettingsConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "socialhook.dispach.concurrency, socialhook.dispatch.concurrency",
			"socialhook.dispatch.concurency, socialhook.dispatch.concurrency",
			"socialhook.concurrency, socialhook.dispatch.concurrency",
			"socialhook.dispatch.retry-afer[0], socialhook.dispatch.retry-after",
			"socialhook.dispatch.handler.timeout, socialhook.dispatch.handler-timeout",
			"socialhook.secrets, socialhook.secret",
			"socialhook.endpoint.chat.secrets, socialhook.endpoints.chat.secrets",
			"socialhook.endpoints.my-chat.secret, socialhook.endpoints.my-chat.secrets",
			"socialhook.endpoints.chat.secrets.newest, socialhook.endpoints.chat.secrets",
			"socialhook.operations.users.anna.rolle, socialhook.operations.users.anna.role",
			"socialhook.forward[0].secrets, socialhook.forward[0].secret",
			"socialhook.forward[12].urll, socialhook.forward[12].url",
			"socialhook.forwards[1].cloud-events, socialhook.forward[1].cloud-events",
			"socialhook.sourceIps.alow, socialhook.source-ips.allow" })
	void refusesTheMisspeltAndNamesTheNearest(String misspelt, String nearest) {
		this.runner.withPropertyValues(misspelt + "=kept-quiet")
			.run((context) -> assertThat(analysis(context.getStartupFailure())).satisfies((analysis) -> {
				assertThat(analysis.getDescription()).startsWith("The setting 'socialhook.")
					.endsWith("' does not exist (set in test).")
					.doesNotContain("kept-quiet");
				assertThat(analysis.getAction()).startsWith("Did you mean '" + nearest + "' instead of 'socialhook.")
					.doesNotContain("kept-quiet");
			}));
	}

	@ParameterizedTest
	@CsvSource({ "SOCIALHOOK_DISPACH_CONCURRENCY, SOCIALHOOK_DISPATCH_CONCURRENCY",
			"SOCIALHOOK_DISPATCH_HANDLERTIMOUT, SOCIALHOOK_DISPATCH_HANDLERTIMEOUT",
			"SOCIALHOOK_ENDPOINTS_CHAT_SECRET, SOCIALHOOK_ENDPOINTS_CHAT_SECRETS",
			"SOCIALHOOK_FORWARD_0_SECRETS, SOCIALHOOK_FORWARD_0_SECRET",
			"SOCIALHOOK_SECRET_FLIE, SOCIALHOOK_SECRETFILE", "SOCIALHOOK_SECRETS, SOCIALHOOK_SECRET" })
	void refusesTheMisspeltVariable(String misspelt, String nearest) {
		withVariable(misspelt)
			.run((context) -> assertThat(analysis(context.getStartupFailure())).satisfies((analysis) -> {
				assertThat(analysis.getDescription()).contains("'" + misspelt + "' does not exist");
				assertThat(analysis.getAction()).startsWith("Did you mean '" + nearest + "'");
			}));
	}

	@Test
	void namesAllAtOnce() {
		this.runner.withPropertyValues("socialhook.dispach.enabled=true", "socialhook.max-body-sise=1MB")
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription().lines()).hasSize(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "socialhook", "socialhook.endpoints", "socialhook.operations.users",
			"socialhook.endpoints.chat", "socialhook.endpoints.0.secrets[0]", "socialhook.endpoints[my.chat].path",
			"socialhook.endpoints.chat.secrets", "socialhook.dispatch.retry-after[12]",
			"socialhook.dispatch.retryAfter", "socialhook.dispatch.retry_after", "socialhook.secret",
			"socialhook.secret[1]", "socialhook.secretFile", "socialhook.source-ips.trusted-proxies[3]",
			"socialhook.forward", "socialhook.forward[0]", "socialhook.forward[0].name",
			"socialhook.forward[10].secret[1]", "socialhook.forward[0].cloudEvents",
			"socialhook.operations.users.anna.password", "socialhook.handlers.folder", "socialhooks.of-somebody-else",
			"other.setting" })
	void acceptsWhatThereIs(String setting) {
		this.runner.withPropertyValues(setting + "=").run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "SOCIALHOOK_SECRET", "SOCIALHOOK_SECRET_FILE", "SOCIALHOOK_DISPATCH_HANDLERTIMEOUT",
			"SOCIALHOOK_DISPATCH_HANDLER_TIMEOUT", "SOCIALHOOK_DISPATCH_RETRYAFTER_0",
			"SOCIALHOOK_ENDPOINTS_CHAT_SECRETS_0", "SOCIALHOOK_SOURCE_IPS_TRUSTED_PROXIES_1",
			"SOCIALHOOK_OPERATIONS_USERS_ANNA_ROLE", "SOCIALHOOK_FORWARD_0_SECRET",
			"SOCIALHOOK_FORWARD_2_RETRY_AFTER_0", "SOCIALHOOKER", "OTHER" })
	void acceptsVariableThatThereIs(String variable) {
		withVariable(variable).run((context) -> assertThat(context).hasNotFailed());
	}

	/** A service of the name socialhook, or socialhook-operations. */
	@ParameterizedTest
	@ValueSource(strings = { "SOCIALHOOK_SERVICE_HOST", "SOCIALHOOK_SERVICE_PORT", "SOCIALHOOK_SERVICE_PORT_HTTP",
			"SOCIALHOOK_PORT", "SOCIALHOOK_PORT_80_TCP", "SOCIALHOOK_PORT_80_TCP_ADDR",
			"SOCIALHOOK_OPERATIONS_SERVICE_HOST", "SOCIALHOOK_OPERATIONS_PORT_8081_TCP_PROTO" })
	void acceptsWhatKubernetesSetsForServices(String variable) {
		withVariable(variable).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void acceptsVariableThatAnotherSettingUses() {
		withVariable("SOCIALHOOK_DB_PASSWORD").run((context) -> assertThat(context).hasFailed());
		withVariable("SOCIALHOOK_DB_PASSWORD")
			.withPropertyValues("spring.datasource.password=${SOCIALHOOK_DB_PASSWORD:}")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	/** Whoever adds a record of settings adds it to the list. */
	@Test
	void knowsEveryRecordOfSettings() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		Set<String> found = new HashSet<>();
		scanner.findCandidateComponents("io.github.socialhook").forEach((bean) -> found.add(bean.getBeanClassName()));
		List<String> listed = new ArrayList<>();
		ImportCandidates.load(KnownSettings.class, getClass().getClassLoader()).forEach(listed::add);
		assertThat(listed).hasSizeGreaterThan(7).containsAll(found);
	}

	private ApplicationContextRunner withVariable(String name) {
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addLast(new SystemEnvironmentPropertySource("variables", Map.of(name, "kept-quiet"))));
	}

	private static FailureAnalysis analysis(Throwable failure) {
		return Analysis.of(failure);
	}

}
