package io.github.socialhook.intake;

import io.github.socialhook.signature.VerifiedRequestReceiver;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configures a node that cannot receive webhooks: it says so. */
@AutoConfiguration(after = IntakeConfiguration.class)
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(VerifiedRequestReceiver.class)
class WorkerConfiguration {

	@Bean
	SmartInitializingSingleton socialhookWorkerNotice() {
		return () -> LogFactory.getLog(WorkerConfiguration.class)
			.info("Receiving no webhooks, because this application has no servlet web server. Handlers run here for "
					+ "what other instances receive into the same database");
	}

}
