package io.github.socialhook.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.socialhook.server.health.HealthConfiguration;

import org.springframework.context.annotation.Import;

/**
 * Configures the embedded web server for an application whose public port serves nothing
 * but webhook endpoints: limits on slow clients and on connections, plain error pages,
 * and a check that the operations side has a port of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import({ ServerConfiguration.class, HealthConfiguration.class })
public @interface EnableWebhookServer {

}
