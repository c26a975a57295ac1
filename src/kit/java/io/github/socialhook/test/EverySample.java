package io.github.socialhook.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.socialhook.event.SocialEvent;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * The arguments of a parameterized test: a {@link Sample} for each event of a group, in
 * every shape that is documented, and in the odd forms that the reader accepts: with
 * fields that nobody knows, with null for what is not an id, and with a single thing
 * where there is an array.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ArgumentsSource(SampleProvider.class)
public @interface EverySample {

	/**
	 * A type of events, such as {@code MessageEvent.class} or
	 * {@code MessageCreated.class}.
	 * @return the type that all samples are read as
	 */
	Class<?> value() default SocialEvent.class;

}
