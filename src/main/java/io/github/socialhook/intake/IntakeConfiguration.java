package io.github.socialhook.intake;

import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.SubjectResolver;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.signature.VerifiedRequestReceiver;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Wires the intake. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class IntakeConfiguration {

	@Bean
	VerifiedRequestReceiver socialhookReceiver(Inbox inbox, ObjectProvider<SubjectResolver> subjects,
			ObjectProvider<RequestListener> listeners) {
		return new WebhookReceiver(subjects.getIfAvailable(() -> (event, payload, standard) -> standard), inbox,
				RequestListener.of(listeners.orderedStream().toList()));
	}

}
