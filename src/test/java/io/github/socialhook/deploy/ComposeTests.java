package io.github.socialhook.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The files for Docker Compose, by the schema of its specification. */
@RunsBesideOthers
class ComposeTests {

	private static final Path FOLDER = Path.of("deploy");

	private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
		.getSchema(schema(), InputFormat.JSON);

	@ParameterizedTest
	@ValueSource(strings = { "compose.yaml", "compose.replicas.yaml", "compose.kafka.yaml" })
	void isAsTheSchemaSays(String file) {
		assertThat(errors(Yaml.document(text(file)))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "read_only", "mem_limit", "stop_grace_period", "start_period", "cap_drop", "max-sizes",
			"target", "internal" })
	void misspeltKeyIsRefused(String key) {
		String text = text("compose.replicas.yaml");
		String wrong = key.equals("max-sizes") ? text.replace("options:", "option:")
				: text.replace(key + ":", key + "s:");
		assertThat(wrong).isNotEqualTo(text);
		assertThat(errors(Yaml.document(wrong))).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "compose.yaml", "compose.replicas.yaml" })
	void worldReachesNothingButTheProxy(String file) {
		Yaml.document(text(file)).path("services").forEachEntry((name, service) -> {
			List<String> ports = texts(service.path("ports"));
			if (name.equals("proxy")) {
				assertThat(ports).containsExactly("80:8080", "443:8443");
			}
			else {
				assertThat(ports).as(name).allMatch((port) -> port.startsWith("127.0.0.1:"));
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "compose.yaml", "compose.replicas.yaml" })
	void everythingIsHardened(String file) {
		Yaml.document(text(file)).path("services").forEachEntry((name, service) -> {
			assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
			assertThat(texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
			assertThat(texts(service.path("security_opt"))).as(name).containsExactly("no-new-privileges:true");
			assertThat(service.path("mem_limit").asString()).as(name).isNotEmpty();
			if (name.startsWith("receiver")) {
				assertThat(service.path("mem_limit").asString()).isEqualTo("320m");
				assertThat(service.path("user").asString()).isEqualTo("10001:10001");
				assertThat(service.path("stop_grace_period").asString()).isEqualTo("45s");
				assertThat(service.path("cap_add").isMissingNode()).isTrue();
				// What answers no more is ended by the health check, and started again.
				assertThat(service.path("init").asBoolean()).isTrue();
				assertThat(service.path("restart").asString()).isEqualTo("unless-stopped");
			}
		});
	}

	/** As Compose merges the files, the later is added to the earlier. */
	@Test
	void kafkaIsAddedToTheReplicas() {
		JsonNode added = Yaml.document(text("compose.kafka.yaml"));
		JsonNode replicas = Yaml.document(text("compose.replicas.yaml"));
		assertThat(added.path("name")).isEqualTo(replicas.path("name"));
		added.path("services").forEachEntry((name, service) -> {
			assertThat(service.path("ports").isMissingNode()).as(name).isTrue();
			if (name.startsWith("receiver")) {
				assertThat(replicas.path("services").has(name)).isTrue();
				assertThat(service.path("environment").path("SOCIALHOOK_STORE").asString()).isEqualTo("kafka");
				assertThat(service.path("environment").path("SPRING_KAFKA_BOOTSTRAPSERVERS").asString())
					.isEqualTo("kafka:9092");
				service.path("depends_on")
					.propertyNames()
					.forEach((other) -> assertThat(added.path("services").has(other)).isTrue());
				return;
			}
			assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
			assertThat(texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
			assertThat(texts(service.path("security_opt"))).as(name).containsExactly("no-new-privileges:true");
			assertThat(service.path("mem_limit").asString()).as(name).isNotEmpty();
			assertThat(texts(service.path("networks"))).as(name).containsExactly("store");
			assertThat(replicas.path("networks").path("store").path("internal").asBoolean()).isTrue();
			texts(service.path("volumes")).forEach((volume) -> {
				String source = volume.substring(0, volume.indexOf(':'));
				assertThat(source.startsWith(".") ? Files.exists(FOLDER.resolve(source))
						: added.path("volumes").has(source))
					.as(source)
					.isTrue();
			});
		});
		assertThat(added.path("services").propertyNames()).contains("receiver-1", "receiver-2", "kafka", "topic");
	}

	@Test
	void everyReceiverHasADiskOfItsOwn() {
		JsonNode services = Yaml.document(text("compose.replicas.yaml")).path("services");
		assertThat(texts(services.path("receiver-1").path("volumes")))
			.doesNotContainAnyElementsOf(texts(services.path("receiver-2").path("volumes")));
	}

	@Test
	void everythingThatIsNamedIsThere() {
		JsonNode document = Yaml.document(text("compose.replicas.yaml"));
		document.path("services").forEachEntry((name, service) -> {
			JsonNode networks = service.path("networks");
			assertThat(networks.isObject() ? List.copyOf(networks.propertyNames()) : texts(networks)).isNotEmpty()
				.allSatisfy((network) -> assertThat(document.path("networks").has(network)).as(network).isTrue());
			texts(service.path("volumes")).forEach((volume) -> {
				String source = volume.substring(0, volume.indexOf(':'));
				if (source.startsWith(".")) {
					assertThat(FOLDER.resolve(source)).exists();
				}
				else {
					assertThat(document.path("volumes").has(source)).as(source).isTrue();
				}
			});
			service.path("secrets")
				.forEach((secret) -> assertThat(document.path("secrets")
					.has(secret.isObject() ? secret.path("source").asString() : secret.asString())).isTrue());
		});
	}

	@Test
	void nginxTakesItsFile(@TempDir Path folder) throws Exception {
		Tool.OPENSSL
			.run(Map.of(), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
					"/CN=localhost", "-keyout", folder.resolve("certificate-key"), "-out",
					folder.resolve("certificate"))
			.successful();
		String text = Yaml.text(FOLDER.resolve("nginx/nginx.conf"))
			.replace("/tmp/", folder + "/")
			.replace("/run/secrets/", folder + "/")
			.replaceAll("receiver-\\d:", "127.0.0.1:");
		Tool.NGINX.run(Map.of(), "-t", "-c", Files.writeString(folder.resolve("nginx.conf"), text)).successful();
		Tool.NGINX
			.run(Map.of(), "-t", "-c",
					Files.writeString(folder.resolve("wrong.conf"), text.replace("least_conn", "least")))
			.refused("unknown directive");
	}

	@Test
	void proxyFindsTheReceiversWhereTheyAre() {
		JsonNode services = Yaml.document(text("compose.replicas.yaml")).path("services");
		for (String receiver : List.of("receiver-1", "receiver-2")) {
			String address = services.path(receiver).path("networks").path("front").path("ipv4_address").asString();
			assertThat(texts(services.path("proxy").path("extra_hosts"))).contains(receiver + ":" + address);
			assertThat(Yaml.text(FOLDER.resolve("nginx/nginx.conf"))).contains("server " + receiver + ":8080 ");
		}
	}

	/**
	 * Names its dialect as that is called, and leaves out the ids, which are of an older
	 * one.
	 */
	private static String schema() {
		String text = Yaml.text(Path.of("src/test/resources/schemas/compose-spec.json"));
		return text
			.replace("http://json-schema.org/draft/2019-09/schema#", SpecificationVersion.DRAFT_2019_09.getDialectId())
			.replaceAll("\"id\": \"(#/|compose)[^\"]*\",", "");
	}

	private static String text(String file) {
		return Yaml.text(FOLDER.resolve(file));
	}

	/** {@code name} came into the specification after the schema that we have. */
	private static List<Error> errors(JsonNode document) {
		ObjectNode known = document.deepCopy().asObject();
		assertThat(known.remove("name").asString()).startsWith("socialhook");
		return SCHEMA.validate(known.toString(), InputFormat.JSON);
	}

	private static List<String> texts(JsonNode list) {
		return list.valueStream().map(JsonNode::asString).toList();
	}

}
