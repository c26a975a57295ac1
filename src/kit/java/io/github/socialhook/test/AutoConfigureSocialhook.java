package io.github.socialhook.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Adds {@link Social} to a test, with a store in memory and a clock that the test moves.
 * In a {@code @SpringBootTest} both replace the store and the clock of the application:
 * no database is opened, and there are no operations API and no console, which would ask
 * it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@ExtendWith(SocialExtension.class)
public @interface AutoConfigureSocialhook {

}
