package io.github.socialhook.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The chart, as {@code helm} puts it together. */
@RunsBesideOthers
class HelmTests {

	private static final Path CHART = Path.of("deploy/helm/socialhook");

	private static final String OPENSHIFT = "openshift=true,ingress.namespace=openshift-ingress,"
			+ "monitoring.namespace=openshift-monitoring";

	@ParameterizedTest
	@CsvSource({ "'', single", "postgresql.enabled=true, replicas", "'" + OPENSHIFT + "', openshift" })
	void comesToTheSameAsAnOverlay(String values, String overlay) throws Exception {
		Map<String, JsonNode> expected = byName(
				Tool.KUBECTL.run(Map.of(), "kustomize", Path.of("deploy/kubernetes/overlays").resolve(overlay))
					.successful());
		expected.remove("Namespace socialhook");
		assertThat(render(values)).isEqualTo(expected).hasSizeGreaterThan(5);
	}

	@ParameterizedTest
	@CsvSource({ "gateway.enabled=true, HTTPRoute, components/gateway/httproute.yaml" })
	void comesToTheSameAsAComponent(String values, String kind, Path component) throws Exception {
		JsonNode expected = Yaml.document(Yaml.text(Path.of("deploy/kubernetes").resolve(component)));
		Map<String, JsonNode> all = render(values);
		assertThat(all).doesNotContainKey("Ingress socialhook");
		assertThat(all.get(kind + " socialhook").path("spec")).isEqualTo(expected.path("spec"));
	}

	@Test
	void twoReleasesOfANamespaceHaveNothingInCommon() throws Exception {
		Map<String, JsonNode> one = render("postgresql.enabled=true");
		Map<String, JsonNode> other = byName(
				template("other", "postgresql.enabled=true", "host=other.example.com").successful());
		assertThat(other.keySet()).doesNotContainAnyElementsOf(one.keySet()).hasSameSizeAs(one.keySet());
		assertThat(other.values())
			.allSatisfy((each) -> assertThat(each.toString()).doesNotContain("name\":\"socialhook\"}"));
	}

	@Test
	void everyValueIsUsed() throws Exception {
		String all = template("release",
				"postgresql.enabled=true,image.repository=mirror/hook,image.tag=9.9,host=a.example.com",
				"secret=own-secret,env[0].name=TZ,env[0].value=UTC,ingress.className=nginx,ingress.tlsSecret=own-tls",
				"ingress.namespace=edge,ingress.annotations.owner=team,monitoring.namespace=watch",
				"storage.size=20Gi,storage.className=fast,memory=512Mi,cpu=2,postgresql.url=jdbc:postgresql://db/x",
				"postgresql.username=hook,postgresql.caConfigMap=own-ca,postgresql.namespace=,postgresql.port=6432",
				"postgresql.addresses={10.0.0.0/24},autoscaling.min=4,autoscaling.max=9,autoscaling.backlog=5000")
			.successful();
		assertThat(all)
			.contains("image: mirror/hook:9.9", "host: a.example.com", "secretName: own-secret", "name: TZ",
					"value: UTC", "ingressClassName: nginx", "secretName: own-tls", "kubernetes.io/metadata.name: edge",
					"owner: team", "kubernetes.io/metadata.name: watch", "storage: 20Gi", "storageClassName: fast",
					"memory: 512Mi", "cpu: 2", "value: \"jdbc:postgresql://db/x\"", "value: \"hook\"", "name: own-ca",
					"cidr: 10.0.0.0/24", "port: 6432", "minReplicas: 4", "maxReplicas: 9", "averageValue: \"5000\"")
			.doesNotContain("kubernetes.io/metadata.name: database");
		String digest = "sha256:" + "0123456789abcdef".repeat(4);
		assertThat(template("release", "image.digest=" + digest, "ingress.enabled=false").successful())
			.contains("image: ghcr.io/socialhook/socialhook@" + digest)
			.doesNotContain("kind: Ingress\n");
		assertThat(template("release", "gateway.enabled=true,gateway.name=own-gateway,gateway.sectionName=tls")
			.successful()).contains("name: own-gateway", "sectionName: tls");
	}

	static Stream<Arguments> wrongValues() {
		return Stream.of(Arguments.of("replicas=3", "replicas"), Arguments.of("postgresql.enable=true", "enable"),
				Arguments.of("postgresql.enabled=maybe", "boolean"), Arguments.of("storage.size=10", "storage"),
				Arguments.of("host=https://hooks.example.com", "pattern"), Arguments.of("autoscaling.min=1", "minimum"),
				Arguments.of("postgresql.url=postgres://db", "pattern"), Arguments.of("image.digest=latest", "pattern"),
				Arguments.of("postgresql.namespace=", "addresses"), Arguments.of("env[0].value=x", "name"));
	}

	@ParameterizedTest
	@MethodSource("wrongValues")
	void wrongValueIsRefused(String value, String reason) throws Exception {
		template("socialhook", value).refused(reason);
	}

	@Test
	void helmFindsNothingToImprove() throws Exception {
		assertThat(Tool.HELM.run(Map.of(), "lint", "--strict", CHART).successful()).contains("0 chart(s) failed");
	}

	private static Map<String, JsonNode> render(String values) throws Exception {
		return byName(template("socialhook", values).successful());
	}

	private static Tool.Answer template(String release, String... values) throws Exception {
		List<Object> arguments = new ArrayList<>(List.of("template", release, CHART, "--namespace", "socialhook"));
		for (String each : values) {
			arguments.add("--set");
			arguments.add(each);
		}
		return Tool.HELM.run(Map.of(), arguments.toArray());
	}

	private static Map<String, JsonNode> byName(String text) {
		Map<String, JsonNode> all = new TreeMap<>();
		for (JsonNode each : Yaml.documents(text)) {
			String name = each.path("kind").asString() + " " + each.path("metadata").path("name").asString();
			assertThat(all.put(name, each)).as(name).isNull();
		}
		return all;
	}

}
