package io.github.socialhook.event.reader;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.jackson.JsonNodeDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;

/**
 * Configures Jackson for what Social+ sends: numbers and dates in several forms, and
 * lists that are absent, null or contain null.
 */
final class LenientModule extends SimpleModule {

	private static final long serialVersionUID = 1L;

	LenientModule() {
		super("socialhook");
		addDeserializer(String.class, new LenientString());
		addDeserializer(Long.class, new LenientLong());
		addDeserializer(Instant.class, new LenientInstant());
		addDeserializer(JsonNode.class, new LenientTree());
		setDeserializerModifier(new LenientLists());
	}

	/**
	 * A text, number or truth value as a text. Jackson's own deserializer, in a list,
	 * continues in the wrong array after a nested one.
	 */
	private static final class LenientString extends StdScalarDeserializer<String> {

		LenientString() {
			super(String.class);
		}

		@Override
		public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
			if (parser.currentToken().isScalarValue()) {
				return parser.getValueAsString();
			}
			if (parser.currentToken() == JsonToken.START_ARRAY) {
				return _deserializeFromArray(parser, context);
			}
			return (String) context.handleUnexpectedToken(getValueType(context), parser);
		}

	}

	/** Reads JSON null as null, like every other type. */
	private static final class LenientTree extends StdDeserializer<JsonNode> {

		private final ValueDeserializer<? extends JsonNode> tree = JsonNodeDeserializer.getDeserializer(JsonNode.class);

		LenientTree() {
			super(JsonNode.class);
		}

		@Override
		public JsonNode deserialize(JsonParser parser, DeserializationContext context) {
			return this.tree.deserialize(parser, context);
		}

	}

	private static final class LenientLists extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueDeserializer<?> modifyCollectionDeserializer(DeserializationConfig config, CollectionType type,
				BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
			return new LenientList(deserializer);
		}

	}

	/** Reads lists that are never null, contain no null and are unmodifiable. */
	private static final class LenientList extends DelegatingDeserializer {

		LenientList(ValueDeserializer<?> delegate) {
			super(delegate);
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
			return new LenientList(delegate);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			if (!(super.deserialize(parser, context) instanceof List<?> list) || list.isEmpty()) {
				return List.of();
			}
			list.removeIf((element) -> element == null);
			return Collections.unmodifiableList(list);
		}

		@Override
		public Object getNullValue(DeserializationContext context) {
			return List.of();
		}

		@Override
		public Object getAbsentValue(DeserializationContext context) {
			return List.of();
		}

	}

}
