package io.github.socialhook.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.RunsBesideOthers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What Prometheus is told to collect, and when it raises an alarm. */
@RunsBesideOthers
class PrometheusTests {

	private static final Path CONFIG = Path.of("deploy/prometheus/prometheus.yml");

	private static final Path ALERTS = Path.of("deploy/prometheus/alerts.yml");

	private static final Path OPERATOR = Path.of("deploy/prometheus/operator");

	@Test
	void everyKeyOfTheConfigurationIsKnown() {
		Config config = Yaml.as(Config.class, Yaml.document(Yaml.text(CONFIG)));
		assertThat(config.ruleFiles()).containsExactly("/etc/prometheus/" + ALERTS.getFileName());
		assertThat(config.scrapeConfigs()).singleElement()
			.satisfies((job) -> assertThat(job.jobName()).isEqualTo("socialhook"));
	}

	@Test
	void everyAlarmSaysHowUrgentItIsAndWhatIsTheMatter() {
		List<Rule> rules = alerts(Yaml.text(ALERTS)).groups().getFirst().rules();
		assertThat(rules).hasSizeGreaterThan(8).allSatisfy((rule) -> {
			assertThat(rule.alert()).startsWith("Socialhook");
			assertThat(rule.labels()).hasEntrySatisfying("severity",
					(severity) -> assertThat(severity).isIn("page", "ticket"));
			assertThat(rule.annotations()).containsOnlyKeys("summary");
		});
		assertThat(rules).extracting(Rule::alert).doesNotHaveDuplicates();
	}

	@Test
	void misspeltKeyIsRefused() {
		String text = Yaml.text(ALERTS);
		assertThatExceptionOfType(UnrecognizedPropertyException.class)
			.isThrownBy(() -> alerts(text.replaceFirst("for:", "fro:")));
		assertThatExceptionOfType(UnrecognizedPropertyException.class)
			.isThrownBy(() -> Yaml.as(Config.class, Yaml.document(Yaml.text(CONFIG).replace("targets:", "target:"))));
	}

	@Test
	void prometheusTakesBoth() throws Exception {
		Tool.PROMTOOL.run(Map.of(), "check", "config", "--syntax-only", CONFIG).successful();
		Tool.PROMTOOL.run(Map.of(), "check", "rules", ALERTS).successful();
	}

	@Test
	void alarmsAreRaisedWhenTheyShouldBe() throws Exception {
		Tool.PROMTOOL.run(Map.of(), "test", "rules", "src/test/resources/prometheus/alerts.test.yml").successful();
	}

	@Test
	void prometheusWouldRefuseWhatItDoesNotKnow(@TempDir Path folder) throws Exception {
		Path wrong = Files.writeString(folder.resolve("alerts.yml"), Yaml.text(ALERTS).replace("sum(", "summ("));
		Tool.PROMTOOL.run(Map.of(), "check", "rules", wrong).refused("unknown function");
	}

	@Test
	void operatorGetsTheSameAlarms() {
		JsonNode rule = Yaml.document(Yaml.text(OPERATOR.resolve("prometheusrule.yaml")));
		assertThat(rule.path("apiVersion").asString() + " " + rule.path("kind").asString())
			.isEqualTo("monitoring.coreos.com/v1 PrometheusRule");
		assertThat(rule.path("spec")).isEqualTo(Yaml.document(Yaml.text(ALERTS)));
	}

	@Test
	void operatorCollectsFromThePods() {
		PodMonitor monitor = Yaml.as(PodMonitor.class, Yaml.document(Yaml.text(OPERATOR.resolve("podmonitor.yaml"))));
		JsonNode pod = Yaml.document(Yaml.text(Path.of("deploy/kubernetes/base/statefulset.yaml")))
			.path("spec")
			.path("template");
		assertThat(monitor.kind()).isEqualTo("PodMonitor");
		monitor.spec()
			.selector()
			.matchLabels()
			.forEach((name, value) -> assertThat(pod.path("metadata").path("labels").path(name).asString())
				.isEqualTo(value));
		assertThat(monitor.spec().podMetricsEndpoints()).singleElement().satisfies((endpoint) -> {
			assertThat(pod.path("spec").path("containers").path(0).path("ports").valueStream())
				.anySatisfy((port) -> assertThat(port.path("name").asString()).isEqualTo(endpoint.port()));
			assertThat(endpoint.path()).isEqualTo("/actuator/prometheus");
		});
	}

	@Test
	void everyQuestionOfTheDashboardCanBeAsked(@TempDir Path folder) throws Exception {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(Path.of("deploy/grafana/dashboard.json")));
		List<String> rules = dashboard.path("panels")
			.valueStream()
			.flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> "      - record: dashboard:panel\n        expr: '"
					+ target.path("expr").asString().replace("$__rate_interval", "5m") + "'\n")
			.toList();
		assertThat(rules).hasSizeGreaterThan(15);
		String text = "groups:\n  - name: dashboard\n    rules:\n" + String.join("", rules);
		Tool.PROMTOOL
			.run(Map.of(), "check", "rules", "--lint=none", Files.writeString(folder.resolve("rules.yml"), text))
			.successful();
		assertThat(dashboard.path("panels").valueStream().map((panel) -> panel.path("id").asInt()).toList())
			.doesNotHaveDuplicates();
	}

	private static Alerts alerts(String text) {
		return Yaml.as(Alerts.class, Yaml.document(text));
	}

	/** As far as we use it. */
	record PodMonitor(String apiVersion, String kind, Map<String, String> metadata, PodMonitorSpec spec) {
	}

	record PodMonitorSpec(Selector selector, List<Endpoint> podMetricsEndpoints) {
	}

	record Selector(Map<String, String> matchLabels) {
	}

	record Endpoint(String port, String path, String interval) {
	}

	/** As far as we use it. */
	record Config(Map<String, String> global, @JsonProperty("rule_files") List<String> ruleFiles,
			@JsonProperty("scrape_configs") List<Job> scrapeConfigs) {
	}

	record Job(@JsonProperty("job_name") String jobName, @JsonProperty("metrics_path") String metricsPath,
			@JsonProperty("static_configs") List<Targets> staticConfigs) {
	}

	record Targets(List<String> targets) {
	}

	record Alerts(List<Group> groups) {
	}

	record Group(String name, List<Rule> rules) {
	}

	record Rule(String alert, String expr, @JsonProperty("for") @Nullable String lasting, Map<String, String> labels,
			Map<String, String> annotations) {
	}

}
