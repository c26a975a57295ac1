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
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What Prometheus is told to collect, and when it raises an alarm. */
@RunsBesideOthers
class PrometheusTests {

	private static final Path CONFIG = Path.of("deploy/prometheus/prometheus.yml");

	private static final Path ALERTS = Path.of("deploy/prometheus/alerts.yml");

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

	private static Alerts alerts(String text) {
		return Yaml.as(Alerts.class, Yaml.document(text));
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
