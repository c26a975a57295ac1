package io.github.socialhook.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of handlers. It has the beans with {@code @WebhookHandler} methods that the
 * application scans, the real registry and dispatcher, a store in memory and a clock that
 * the test moves; no web server, no port and no database. What the handlers need beside
 * that comes from {@code @Import}, {@code @MockitoBean} or {@link #includeFilters()}.
 * <p>
 * A method of the test can have a {@link Social} parameter, which plays Social+.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(SocialhookTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(HandlerTypeExcludeFilter.class)
@AutoConfigureSocialhook
@ImportAutoConfiguration
public @interface SocialhookTest {

	/**
	 * Alias for {@link #handlers()}.
	 * @return classes with handler methods
	 */
	@AliasFor("handlers")
	Class<?>[] value() default {};

	/**
	 * The handlers to use, also where the application does not scan them, or there is
	 * none. Empty: all that the application scans.
	 * @return classes with handler methods
	 */
	@AliasFor("value")
	Class<?>[] handlers() default {};

	/**
	 * Properties such as {@code "socialhook.dispatch.retry-after=1s"}.
	 * @return properties in the form {@code key=value}
	 */
	String[] properties() default {};

	/**
	 * Whether beans with handler methods are included without a filter.
	 * @return true if they are
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Filters for beans to include as well.
	 * @return filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Filters for beans to leave out.
	 * @return filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configuration to leave out.
	 * @return classes of auto-configuration
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
