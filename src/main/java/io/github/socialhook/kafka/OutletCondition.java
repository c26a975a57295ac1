package io.github.socialhook.kafka;

import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether there is any setting of the outlet. Without one, the client of Kafka is not
 * loaded.
 */
final class OutletCondition extends SpringBootCondition {

	private static final String PREFIX = "socialhook.kafka.outlet";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Map<String, Object> settings = Binder.get(context.getEnvironment())
			.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of());
		return new ConditionOutcome(!settings.isEmpty(),
				ConditionMessage.of(PREFIX + " has settings " + settings.keySet()));
	}

}
