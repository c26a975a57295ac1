package io.github.socialhook.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Reads YAML into types that have to know every key. */
final class Yaml {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.annotationIntrospector(noPlaceForTheUnknown())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.build();

	private Yaml() {
	}

	static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The documents in a text, in which no key may come twice. */
	static List<JsonNode> documents(String text) {
		List<JsonNode> documents = new ArrayList<>();
		loader().loadAll(text).forEach((document) -> documents.add(MAPPER.valueToTree(document)));
		return documents;
	}

	static JsonNode document(String text) {
		return documents(text).getFirst();
	}

	/** Fails if there is a key that the type does not know. */
	static <T> T as(Class<T> type, JsonNode document) {
		return MAPPER.treeToValue(document, type);
	}

	private static org.yaml.snakeyaml.Yaml loader() {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		DumperOptions dumping = new DumperOptions();
		return new org.yaml.snakeyaml.Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options,
				new FewWords());
	}

	/** The models of Kubernetes would keep what they do not know in a map. */
	private static AnnotationIntrospector noPlaceForTheUnknown() {
		return new JacksonAnnotationIntrospector() {

			@Override
			public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
				return false;
			}

		};
	}

	/** To those who read these files, {@code on} is a word, and a date is one too. */
	private static final class FewWords extends Resolver {

		private static final Pattern WORD = Pattern.compile("^(?:true|false)$");

		@Override
		protected void addImplicitResolvers() {
			addImplicitResolver(Tag.BOOL, WORD, "tf");
			addImplicitResolver(Tag.INT, INT, "-+0123456789");
			addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
			addImplicitResolver(Tag.NULL, NULL, "~nN\0");
			addImplicitResolver(Tag.NULL, EMPTY, null);
			addImplicitResolver(Tag.MERGE, MERGE, "<");
		}

	}

}
