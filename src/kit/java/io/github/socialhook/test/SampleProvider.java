package io.github.socialhook.test;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the samples of a group, and makes the odd forms of each. */
final class SampleProvider implements ArgumentsProvider, AnnotationConsumer<EverySample> {

	private Class<?> group = Object.class;

	@Override
	public void accept(EverySample annotation) {
		this.group = annotation.value();
	}

	@Override
	public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
		List<Sample> samples = samples();
		if (samples.isEmpty()) {
			throw new IllegalArgumentException("No event is read as " + this.group.getName());
		}
		if (parameters.getFirst().filter((first) -> first.getParameterType() == Social.class).isPresent()) {
			Social social = SocialExtension.social(context);
			return samples.stream().map((sample) -> Arguments.of(social, sample));
		}
		return samples.stream().map(Arguments::of);
	}

	/**
	 * Whether a {@link Social} in the first place is an argument: JUnit wants arguments
	 * before what extensions provide.
	 */
	static boolean provides(Executable method) {
		return method.isAnnotationPresent(EverySample.class) && method.getParameterTypes()[0] == Social.class;
	}

	private List<Sample> samples() {
		return EventCatalogue.types().stream().filter(this::isMeant).flatMap((type) -> forms(type).stream()).toList();
	}

	private boolean isMeant(EventType type) {
		Class<?> record = type.type();
		return record != null && this.group.isAssignableFrom(record);
	}

	private static List<Sample> forms(EventType type) {
		Sample plain = Sample.named(type.name());
		List<Sample> forms = new ArrayList<>(List.of(plain));
		ObjectNode data = data(plain);
		addUnknown(data);
		forms.add(form(plain, "with unknown fields", data));
		ObjectNode empty = data(plain);
		clear(empty);
		forms.add(form(plain, "with null for what is no id", empty));
		ObjectNode single = data(plain);
		if (unwrap(single)) {
			forms.add(form(plain, "with single things for arrays", single));
		}
		return forms;
	}

	private static ObjectNode data(Sample sample) {
		return (ObjectNode) JsonMapper.shared().readTree(sample.body()).get("data");
	}

	private static Sample form(Sample sample, String name, ObjectNode data) {
		ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(sample.body());
		tree.set("data", data);
		return new Sample(sample.name(), name, JsonMapper.shared().writeValueAsBytes(tree));
	}

	private static void addUnknown(JsonNode node) {
		List.copyOf(node.values()).forEach(SampleProvider::addUnknown);
		if (node instanceof ObjectNode object) {
			object.putObject("notKnownYet").put("value", 1);
		}
	}

	private static void clear(JsonNode node) {
		if (node instanceof ObjectNode object) {
			for (Map.Entry<String, JsonNode> each : List.copyOf(object.properties())) {
				boolean isId = each.getKey().toLowerCase(Locale.ROOT).matches(".*(ids?|type)$");
				if (each.getValue().isValueNode() && !isId) {
					object.putNull(each.getKey());
				}
			}
		}
		node.values().forEach(SampleProvider::clear);
	}

	private static boolean unwrap(ObjectNode data) {
		boolean any = false;
		for (Map.Entry<String, JsonNode> each : List.copyOf(data.properties())) {
			if (each.getValue() instanceof ArrayNode array && array.size() == 1 && array.get(0).isObject()) {
				data.set(each.getKey(), array.get(0));
				any = true;
			}
		}
		return any;
	}

}
