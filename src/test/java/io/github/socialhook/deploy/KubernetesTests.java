package io.github.socialhook.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.github.socialhook.RunsBesideOthers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The manifests, file by file, and as {@code kubectl} puts them together. */
@RunsBesideOthers
class KubernetesTests {

	private static final Path FOLDER = Path.of("deploy/kubernetes");

	private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of("v1 Namespace", Namespace.class,
			"v1 ServiceAccount", ServiceAccount.class, "v1 Service", Service.class, "apps/v1 StatefulSet",
			StatefulSet.class, "networking.k8s.io/v1 Ingress", Ingress.class, "networking.k8s.io/v1 NetworkPolicy",
			NetworkPolicy.class, "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
			"autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class);

	static Stream<Path> files() throws IOException {
		try (Stream<Path> files = Files.walk(FOLDER)) {
			return files.filter((file) -> file.toString().endsWith(".yaml")).sorted().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("files")
	void everyKeyIsKnown(Path file) {
		List<JsonNode> documents = Yaml.documents(Yaml.text(file));
		assertThat(documents).isNotEmpty().allSatisfy((document) -> {
			switch (document.path("kind").asString()) {
				case "Kustomization", "Component" -> {
					Kustomization kustomization = Yaml.as(Kustomization.class, document);
					assertThat(kustomization.all()).isNotEmpty();
					assertThat(kustomization.files())
						.allSatisfy((each) -> assertThat(file.resolveSibling(each)).exists());
				}
				case "HTTPRoute" ->
					assertThat(Yaml.as(Route.class, document).apiVersion()).isEqualTo("gateway.networking.k8s.io/v1");
				case "ExternalSecret" -> assertThat(Yaml.as(ExternalSecret.class, document).apiVersion())
					.isEqualTo("external-secrets.io/v1");
				default -> assertThat(resource(document).getMetadata().getName()).startsWith("socialhook");
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "readOnlyRootFilesystem", "terminationGracePeriodSeconds", "whenScaled", "sizeLimit",
			"failureThreshold", "topologyKey", "podManagementPolicy" })
	void misspeltKeyIsRefused(String key) {
		String text = Yaml.text(FOLDER.resolve("base/statefulset.yaml"));
		assertThat(text).contains(key + ":");
		assertThatExceptionOfType(UnrecognizedPropertyException.class)
			.isThrownBy(() -> resource(Yaml.document(text.replace(key + ":", key + "s:"))))
			.withMessageContaining(key + "s");
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "replicas", "openshift" })
	void overlayIsPutTogether(String overlay) throws Exception {
		List<HasMetadata> all = render(overlay);
		assertThat(all).allSatisfy((each) -> {
			if (!(each instanceof Namespace)) {
				assertThat(each.getMetadata().getNamespace()).isEqualTo("socialhook");
			}
		});
		StatefulSet set = only(StatefulSet.class, all);
		assertThat(set.getSpec().getReplicas()).isEqualTo(overlay.equals("replicas") ? null : 1);
		assertHardened(set.getSpec().getTemplate().getSpec());
		assertThat(all.stream().filter(Service.class::isInstance).map(Service.class::cast)).hasSize(2)
			.allSatisfy((service) -> assertThat(service.getSpec().getType()).isIn(null, "ClusterIP"))
			.allSatisfy((service) -> assertThat(service.getSpec().getSelector())
				.isEqualTo(set.getSpec().getSelector().getMatchLabels())
				.isEqualTo(set.getSpec().getTemplate().getMetadata().getLabels()));
		assertThat(only(Ingress.class, all).getSpec().getRules().getFirst().getHttp().getPaths()).singleElement()
			.satisfies((path) -> {
				assertThat(path.getPath()).isEqualTo("/webhooks");
				assertThat(path.getBackend().getService().getName()).isEqualTo("socialhook");
				assertThat(path.getBackend().getService().getPort().getName()).isEqualTo("http");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "replicas" })
	void operationsPortIsForMonitoringOnly(String overlay) throws Exception {
		List<NetworkPolicyIngressRule> rules = render(overlay).stream()
			.filter(NetworkPolicy.class::isInstance)
			.flatMap((each) -> ((NetworkPolicy) each).getSpec().getIngress().stream())
			.toList();
		assertThat(rules).hasSize(2).allSatisfy((rule) -> {
			int port = rule.getPorts().getFirst().getPort().getIntVal();
			assertThat(rule.getPorts()).hasSize(1);
			assertThat(rule.getFrom()).singleElement()
				.satisfies((from) -> assertThat(from.getNamespaceSelector().getMatchLabels()).containsExactly(
						Map.entry("kubernetes.io/metadata.name", (port == 8081) ? "monitoring" : "ingress")));
		});
	}

	@Test
	void openshiftChoosesTheUser() throws Exception {
		PodSecurityContext context = only(StatefulSet.class, render("openshift")).getSpec()
			.getTemplate()
			.getSpec()
			.getSecurityContext();
		assertThat(context.getRunAsNonRoot()).isTrue();
		assertThat(Stream.of(context.getRunAsUser(), context.getRunAsGroup(), context.getFsGroup()))
			.containsOnlyNulls();
	}

	/** As there is with NodeLocal DNSCache, with OpenShift, and with some clouds. */
	@ParameterizedTest
	@ValueSource(strings = { "single", "replicas", "openshift" })
	void namesAreLookedUpWhereverTheirServerIs(String overlay) throws Exception {
		assertThat(render(overlay).stream()
			.filter(NetworkPolicy.class::isInstance)
			.flatMap((each) -> ((NetworkPolicy) each).getSpec().getEgress().stream())
			.filter((rule) -> rule.getTo().isEmpty())).singleElement()
			.satisfies((rule) -> assertThat(rule.getPorts()).extracting((port) -> port.getPort().getIntVal())
				.containsOnly(53, 5353));
	}

	@Test
	void autoscalerAndBudgetAreForTheReceivers() throws Exception {
		List<HasMetadata> all = render("replicas");
		HorizontalPodAutoscaler autoscaler = only(HorizontalPodAutoscaler.class, all);
		StatefulSet set = only(StatefulSet.class, all);
		assertThat(autoscaler.getSpec().getScaleTargetRef().getKind()).isEqualTo(set.getKind());
		assertThat(autoscaler.getSpec().getScaleTargetRef().getName()).isEqualTo(set.getMetadata().getName());
		assertThat(autoscaler.getSpec().getMinReplicas()).isGreaterThan(1);
		assertThat(autoscaler.getSpec().getMetrics()).singleElement()
			.satisfies((metric) -> assertThat(metric.getResource().getName()).isEqualTo("cpu"));
		assertThat(only(PodDisruptionBudget.class, all).getSpec().getSelector().getMatchLabels())
			.isEqualTo(set.getSpec().getSelector().getMatchLabels());
	}

	/** With three, two are left while one is replaced. */
	@Test
	void twoAreLeftWhateverIsDoneToOne() throws Exception {
		List<HasMetadata> all = render("replicas");
		assertThat(only(HorizontalPodAutoscaler.class, all).getSpec().getMinReplicas()).isEqualTo(3);
		assertThat(only(PodDisruptionBudget.class, all).getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
		StatefulSet set = only(StatefulSet.class, all);
		assertThat(set.getSpec().getMinReadySeconds()).isPositive();
		assertThat(set.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
			.filteredOn((spread) -> spread.getWhenUnsatisfiable().equals("DoNotSchedule"))
			.singleElement()
			.satisfies((spread) -> {
				assertThat(spread.getTopologyKey()).isEqualTo("kubernetes.io/hostname");
				assertThat(spread.getMaxSkew()).isEqualTo(1);
				assertThat(spread.getNodeTaintsPolicy()).isEqualTo("Honor");
			});
	}

	/** Some take 20 seconds until they send nothing more to a pod. */
	@Test
	void stopsAfterLoadBalancersHaveHeardOfIt() throws Exception {
		PodSpec pod = only(StatefulSet.class, render("replicas")).getSpec().getTemplate().getSpec();
		assertHardened(pod);
		assertThat(pod.getContainers().getFirst().getLifecycle().getPreStop().getSleep().getSeconds())
			.isGreaterThanOrEqualTo(20);
	}

	@Test
	void databaseProvesWhoItIs() throws Exception {
		PodSpec pod = only(StatefulSet.class, render("replicas")).getSpec().getTemplate().getSpec();
		Container container = pod.getContainers().getFirst();
		String url = container.getEnv()
			.stream()
			.filter((variable) -> variable.getName().equals("SPRING_DATASOURCE_URL"))
			.findFirst()
			.orElseThrow()
			.getValue();
		assertThat(url).contains("sslmode=verify-full", "sslrootcert=/run/postgres/ca.crt");
		assertThat(container.getVolumeMounts())
			.anySatisfy((mount) -> assertThat(mount.getMountPath()).isEqualTo("/run/postgres"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "replicas" })
	void gatewayTakesThePlaceOfTheIngress(String overlay, @TempDir Path folder) throws Exception {
		List<JsonNode> all = renderWith(folder, overlay, "gateway");
		assertThat(all).extracting((each) -> each.path("kind").asString()).doesNotContain("Ingress");
		Route route = Yaml.as(Route.class, one("HTTPRoute", all));
		JsonNode service = all.stream()
			.filter((each) -> each.path("kind").asString().equals("Service")
					&& each.path("metadata").path("name").asString().equals("socialhook"))
			.findFirst()
			.orElseThrow();
		assertThat(route.spec().rules()).singleElement().satisfies((rule) -> {
			assertThat(rule.matches()).singleElement()
				.satisfies((match) -> assertThat(match.path())
					.isEqualTo(Map.of("type", "PathPrefix", "value", "/webhooks")));
			assertThat(rule.backendRefs()).singleElement().satisfies((backend) -> {
				assertThat(backend.name()).isEqualTo("socialhook");
				assertThat(backend.port()).isEqualTo(service.path("spec").path("ports").path(0).path("port").asInt());
			});
			// Two pods can be asked while Social+ waits.
			int each = millis(rule.timeouts().get("backendRequest"));
			assertThat(2 * each).isLessThanOrEqualTo(millis(rule.timeouts().get("request")));
			assertThat(millis(rule.timeouts().get("request"))).isLessThan(1500);
		});
	}

	private static int millis(String duration) {
		assertThat(duration).endsWith("ms");
		return Integer.parseInt(duration.replace("ms", ""));
	}

	@Test
	void vaultFillsTheSecretThatIsMounted(@TempDir Path folder) throws Exception {
		List<JsonNode> all = renderWith(folder, "replicas", "external-secrets");
		ExternalSecret secret = Yaml.as(ExternalSecret.class, one("ExternalSecret", all));
		StatefulSet set = Yaml.as(StatefulSet.class, one("StatefulSet", all));
		assertThat(set.getSpec().getTemplate().getSpec().getVolumes())
			.filteredOn((volume) -> volume.getSecret() != null)
			.singleElement()
			.satisfies((volume) -> assertThat(volume.getSecret().getSecretName())
				.isEqualTo(secret.spec().target().get("name")));
		assertThat(secret.spec().data()).extracting(SecretData::secretKey)
			.containsExactly("socialhook.endpoints.default.secrets");
	}

	@Test
	void backlogIsOneMoreReasonToGrow(@TempDir Path folder) throws Exception {
		HorizontalPodAutoscaler autoscaler = Yaml.as(HorizontalPodAutoscaler.class,
				one("HorizontalPodAutoscaler", renderWith(folder, "replicas", "scale-by-backlog")));
		assertThat(autoscaler.getSpec().getMetrics()).hasSize(2)
			.last()
			.satisfies((metric) -> assertThat(metric.getExternal().getMetric().getName())
				.isEqualTo("socialhook_inbox_pending"));
		assertThat(Yaml.text(Path.of("docs/operating.md"))).contains("`socialhook_inbox_pending`");
	}

	@Test
	void deliveriesGoToBrokersThatProveWhoTheyAre(@TempDir Path folder) throws Exception {
		List<HasMetadata> all = renderWith(folder, "replicas", "kafka").stream()
			.map(KubernetesTests::resource)
			.toList();
		PodSpec pod = only(StatefulSet.class, all).getSpec().getTemplate().getSpec();
		assertHardened(pod);
		Container container = pod.getContainers().getFirst();
		assertThat(container.getEnv()).extracting((variable) -> variable.getName() + "=" + variable.getValue())
			.contains("SOCIALHOOK_STORE=kafka", "SPRING_KAFKA_SECURITY_PROTOCOL=SSL",
					"SPRING_KAFKA_SSL_TRUSTSTORELOCATION=file:/run/kafka/ca.crt")
			.anyMatch((variable) -> variable.startsWith("SPRING_DATASOURCE_URL=jdbc:postgresql:"));
		assertThat(container.getVolumeMounts()).extracting(VolumeMount::getMountPath)
			.contains("/run/kafka", "/run/postgres", "/app/data");
		assertThat(pod.getVolumes()).filteredOn((volume) -> volume.getName().equals("kafka"))
			.singleElement()
			.satisfies((volume) -> assertThat(volume.getConfigMap().getName()).isEqualTo("socialhook-kafka"));
		assertThat(all.stream()
			.filter(NetworkPolicy.class::isInstance)
			.flatMap((each) -> ((NetworkPolicy) each).getSpec().getEgress().stream())
			.flatMap((rule) -> rule.getPorts().stream())
			.map((port) -> port.getPort().getIntVal())).contains(9093, 5432);
	}

	/** What an overlay comes to with a component, as its comment says. */
	private static List<JsonNode> renderWith(Path folder, String overlay, String component) throws Exception {
		FileSystemUtils.copyRecursively(FOLDER, folder);
		Path own = folder.resolve("overlays").resolve(overlay);
		Path file = own.resolve("kustomization.yaml");
		Files.writeString(file, Yaml.text(file) + "components:\n  - ../../components/" + component + "\n");
		return Yaml.documents(Tool.KUBECTL.run(Map.of(), "kustomize", own).successful());
	}

	private static JsonNode one(String kind, List<JsonNode> all) {
		List<JsonNode> found = all.stream().filter((each) -> each.path("kind").asString().equals(kind)).toList();
		assertThat(found).hasSize(1);
		return found.getFirst();
	}

	private static void assertHardened(PodSpec pod) {
		assertThat(pod.getAutomountServiceAccountToken()).isFalse();
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
		assertThat(pod.getContainers()).hasSize(1);
		Container container = pod.getContainers().getFirst();
		assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(container.getResources().getLimits()).containsExactly(Map.entry("memory", new Quantity("320Mi")));
		// The kubelet sleeps; what is done before the end may need no shell.
		assertThat(container.getLifecycle().getPreStop().getExec()).isNull();
		assertThat(container.getLivenessProbe().getExec()).isNull();
		long pause = container.getLifecycle().getPreStop().getSleep().getSeconds();
		assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(pause + 30 + 10);
	}

	private static HasMetadata resource(JsonNode document) {
		String kind = document.path("apiVersion").asString() + " " + document.path("kind").asString();
		assertThat(TYPES).containsKey(kind);
		return Yaml.as(TYPES.get(kind), document);
	}

	/**
	 * What the overlay comes to. Without {@code kubectl} the tests that need it are
	 * skipped.
	 */
	private static List<HasMetadata> render(String overlay) throws IOException, InterruptedException {
		String text = Tool.KUBECTL.run(Map.of(), "kustomize", FOLDER.resolve("overlays").resolve(overlay)).successful();
		return Yaml.documents(text).stream().map(KubernetesTests::resource).toList();
	}

	private static <T> T only(Class<T> type, List<HasMetadata> all) {
		List<T> found = all.stream().filter(type::isInstance).map(type::cast).toList();
		assertThat(found).hasSize(1);
		return found.getFirst();
	}

	/** What Kustomize reads, as far as we use it. */
	record Kustomization(String apiVersion, String kind, @Nullable String namespace, @Nullable List<String> resources,
			@Nullable List<String> components, @Nullable List<Labels> labels, @Nullable List<Image> images,
			@Nullable List<Patch> patches) {

		List<String> files() {
			return Stream.of(this.resources, this.components).filter(Objects::nonNull).flatMap(List::stream).toList();
		}

		List<Object> all() {
			return Stream.of(this.resources, this.patches)
				.filter(Objects::nonNull)
				.<Object>flatMap(List::stream)
				.toList();
		}

		record Labels(Map<String, String> pairs) {
		}

		record Image(String name, String newName, String newTag) {
		}

		record Patch(@Nullable String path, @Nullable Target target, @Nullable String patch) {
		}

		record Target(String kind, String name) {
		}

	}

	/** A route of the Gateway API, as far as we use it. */
	record Route(String apiVersion, String kind, Map<String, JsonNode> metadata, RouteSpec spec) {
	}

	record RouteSpec(List<Map<String, String>> parentRefs, List<String> hostnames, List<RouteRule> rules) {
	}

	record RouteRule(List<RouteMatch> matches, Map<String, String> timeouts, List<Backend> backendRefs) {
	}

	record RouteMatch(Map<String, String> path) {
	}

	record Backend(String name, int port) {
	}

	/** What the External Secrets Operator reads, as far as we use it. */
	record ExternalSecret(String apiVersion, String kind, Map<String, JsonNode> metadata, ExternalSecretSpec spec) {
	}

	record ExternalSecretSpec(String refreshInterval, Map<String, String> secretStoreRef, Map<String, String> target,
			List<SecretData> data) {
	}

	record SecretData(String secretKey, Map<String, String> remoteRef) {
	}

}
