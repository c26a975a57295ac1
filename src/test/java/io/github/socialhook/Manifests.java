package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What an overlay of {@code deploy/kubernetes} comes to. */
final class Manifests {

	private final List<JsonNode> objects;

	private Manifests(List<JsonNode> objects) {
		this.objects = objects;
	}

	/** Puts it together, or skips the test where there is no {@code kubectl}. */
	static Manifests of(String overlay) throws IOException, InterruptedException {
		Process process;
		try {
			process = new ProcessBuilder("kubectl", "kustomize", "deploy/kubernetes/overlays/" + overlay)
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
		}
		catch (IOException ex) {
			assumeThat(ex).as("kubectl is here").isNull();
			throw ex;
		}
		String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isZero();
		List<JsonNode> objects = new ArrayList<>();
		new Yaml().loadAll(text).forEach((each) -> objects.add(JsonMapper.shared().valueToTree(each)));
		return new Manifests(objects);
	}

	/** The only object of a kind. */
	JsonNode only(String kind) {
		List<JsonNode> found = this.objects.stream()
			.filter((each) -> each.path("kind").asString().equals(kind))
			.toList();
		assertThat(found).hasSize(1);
		return found.getFirst();
	}

}
