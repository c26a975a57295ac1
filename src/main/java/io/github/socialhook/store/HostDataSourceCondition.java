package io.github.socialhook.store;

import java.util.stream.Stream;

import javax.sql.DataSource;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches where the application has a data source of its own, or configures one for which
 * Spring Boot defines it.
 */
final class HostDataSourceCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		boolean present = (beans != null && (has(beans, DataSource.class) || has(beans, JdbcConnectionDetails.class)))
				|| isConfigured(context)
				|| EmbeddedDatabaseConnection.get(context.getClassLoader()) != EmbeddedDatabaseConnection.NONE;
		ConditionMessage message = ConditionMessage.forCondition("Data source of the application")
			.because(present ? "there is one" : "there is none");
		return new ConditionOutcome(present, message);
	}

	private static boolean isConfigured(ConditionContext context) {
		return Stream
			.of("spring.datasource.url", "spring.datasource.jndi-name", "spring.datasource.hikari.jdbc-url",
					"spring.datasource.type", "spring.datasource.xa.data-source-class-name")
			.anyMatch((name) -> StringUtils.hasText(context.getEnvironment().getProperty(name)));
	}

	private static boolean has(ConfigurableListableBeanFactory beans, Class<?> type) {
		return Stream.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false))
			.anyMatch((name) -> !beans.containsBeanDefinition(name) || isCandidate(beans.getBeanDefinition(name)));
	}

	private static boolean isCandidate(BeanDefinition bean) {
		return bean.isAutowireCandidate()
				&& (!(bean instanceof AbstractBeanDefinition definition) || definition.isDefaultCandidate());
	}

}
