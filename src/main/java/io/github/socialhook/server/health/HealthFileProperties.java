package io.github.socialhook.server.health;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where health checks find the service.
 *
 * @param healthFile The file to which the service writes the URL of its readiness probe,
 * for a health check in the same container. Not written by default; the container image
 * uses /tmp/socialhook.health.
 */
@ConfigurationProperties("socialhook")
record HealthFileProperties(@Nullable Path healthFile) {

}
