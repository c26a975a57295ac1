package io.github.socialhook.event;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;

/**
 * Teaches Jackson the habits of Social+: dates in several forms, and lists that are
 * absent, null or hold null.
 */
final class LenientModule extends SimpleModule {

	private static final long serialVersionUID = 1L;

	LenientModule() {
		super("socialhook");
		addDeserializer(Instant.class, new LenientInstant());
		setDeserializerModifier(new LenientLists());
	}

	private static final class LenientLists extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueDeserializer<?> modifyCollectionDeserializer(DeserializationConfig config, CollectionType type,
				BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
			return new LenientList(deserializer);
		}

	}

	/** Never null, never holding null, never changing. */
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
